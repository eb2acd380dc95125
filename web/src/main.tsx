// Begins: takes the token, draws the page, and reads the project.

import { render } from "preact";
import { takeToken } from "./api";
import { App } from "./app";
import { ended } from "./state";
import { start } from "./sync";
import "./style.css";
import "./form/form.css";
import "./pages.css";
import "./views.css";

const known = takeToken();
render(<App known={known} />, document.getElementById("app")!);
if (known) void start();
else ended.value = true;
