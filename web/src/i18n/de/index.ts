/** What every screen of a signed-in person needs; the rest comes with its screen. */
import common from "./common.json";
import people from "./people.json";
import piece from "./piece.json";
import today from "./today.json";

export default { common, people, piece, today };
