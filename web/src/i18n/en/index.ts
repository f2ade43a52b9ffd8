import admin from "./admin.json";
import auth from "./auth.json";
import common from "./common.json";
import friends from "./friends.json";
import inbox from "./inbox.json";
import me from "./me.json";
import people from "./people.json";
import piece from "./piece.json";
import settings from "./settings.json";
import start from "./start.json";
import today from "./today.json";

export default { admin, auth, common, friends, inbox, me, people, piece, settings, start, today };
