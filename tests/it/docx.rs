//! Tests of docx.
