//! Tells an exported workbook that nobody has changed.
//!
//! The comment of its zip archive, which other programs pass over and do not keep, holds a digest of all before it.

use crate::hash::sha256;

const NAME: &[u8] = b"gangwei ";
/// The name and the digest in hexadecimal digits.
const COMMENT: usize = NAME.len() + 64;
/// The end of an archive without a comment: the length of the comment.
const NO_COMMENT: [u8; 2] = [0, 0];

/// The archive with its digest. One that has a comment is left as it is.
pub fn seal(archive: &[u8]) -> Vec<u8> {
    let Some(content) = archive.strip_suffix(&NO_COMMENT) else { return archive.to_vec() };
    let length = (COMMENT as u16).to_le_bytes();
    [content, &length, NAME, sha256(content).as_bytes()].concat()
}

/// Whether a file is as it was sealed.
pub fn is_unchanged(file: &[u8]) -> bool {
    let content = file.len().checked_sub(NO_COMMENT.len() + COMMENT).and_then(|end| file.get(..end));
    content.is_some_and(|content| seal(&[content, &NO_COMMENT].concat()) == file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_told_from_a_sealed_one() {
        let archive = b"PK\x05\x06 the end\0\0";
        let sealed = seal(archive);
        assert!(is_unchanged(&sealed) && !is_unchanged(archive) && !is_unchanged(b""));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(!is_unchanged(&changed), "{at}");
        }
    }
}
