// Pages in traditional Mongolian have this in place of main.js: one file less to fetch before they are seen.
import { BEHAVIOURS } from "./main.js";
import { sideways } from "./sideways.js";

BEHAVIOURS.sideways = sideways;
