#include "dailygrind/seed/field.hpp"

namespace dailygrind::seed {
namespace {

constexpr Field cooking{
    {"Commis", "Chef de partie", "Sous-chef", "Head chef"},
    {"The Copper Ladle", "Salt & Thyme", "Bakery Morgenrot", "Trattoria dell'Angolo"},
    {"Culinary arts", "Baking and pastry"},
    {"Apprenticeship", "Diploma"},
    {{{"Bakers count in flour",
       "Flour is always 100 %, everything else is measured against it: 68 % water, 2 % salt, 1 % "
       "yeast. So a recipe scales to any batch, and one look at the water tells how the dough will "
       "feel."},
      {"Browning needs a dry surface",
       "Meat browns well from about 140 °C, and as long as there is water on it the surface stays "
       "at 100. Pat it dry, heat the pan properly, and leave room: in a full pan it boils in its "
       "own steam."},
      {"Salt the evening before",
       "Salt first draws water out, then goes in with it, and changes the proteins so that they "
       "hold on to more water later. Half an hour is the worst moment: the surface is wet and "
       "nothing is in yet. Right before the pan, or the evening before."},
      {"How to save a split mayonnaise",
       "Begin again with one yolk and a spoon of water, and whisk in the split one drop by drop as "
       "if it were the oil. It split because there was too much oil at once or too little water "
       "for its drops."},
      {"It cooks on the board",
       "A roast of two kilos goes on rising by five degrees or more after it leaves the oven. Take "
       "it out early and let it rest: while it cools a little its juice thickens and stays in when "
       "you cut."}}}};

constexpr Field design{
    {"Junior designer", "Interaction designer", "Senior designer", "Design director"},
    {"Studio Papier", "Grid & Grain", "Halftone", "Formwerk"},
    {"Communication design", "Human-computer interaction"},
    {"BA", "MA"},
    {{{"45 to 75 characters a line",
       "With longer lines the eye loses its way back to the next one, with much shorter ones it "
       "jumps all the time. Set the width of a column in characters, not in pixels, and give long "
       "lines more leading."},
      {"Contrast has a number",
       "WCAG asks for 4.5 to 1 between text and ground, 3 to 1 for large text. The light grey that "
       "looks so elegant on a good screen has 2.5 and is gone in the sun. Check it before you fall "
       "in love with it."},
      {"Never colour alone",
       "About one man in twelve of northern European descent tells red from green badly. Give "
       "states a shape, a word or a pattern besides. Print the page in grey: whatever you can no "
       "longer tell apart was carried by colour alone."},
      {"Kerning is not tracking",
       "Kerning changes the gap of one pair, such as A and V; tracking changes all gaps. Capitals "
       "and small sizes gain from a little more tracking, running text in lower case loses."},
      {"Large and near is fast",
       "Fitts's law: the time to hit a target grows with its distance and falls with its size. At "
       "the edge of the screen the pointer stops by itself, so a target there is as good as "
       "endless in that direction."}}}};

constexpr Field making{
    {"Production planner", "Process engineer", "Plant manager", "Head of operations"},
    {"Ironwood Works", "Baltic Freight", "Precision Gearing", "Wayfarer Logistics"},
    {"Industrial engineering", "Logistics"},
    {"BEng", "MSc"},
    {{{"Little's law",
       "What is in a system on average is what arrives per hour times the hours it stays. It holds "
       "for shops, queues and inboxes without any assumption on the distribution. To make things "
       "pass faster, start fewer of them at once."},
      {"Change over while it runs",
       "Film a changeover and mark what could be done before the machine stops: fetching tools, "
       "heating dies, filling in forms. Often that is half of it. Only then buy quick clamps."},
      {"The bullwhip",
       "A shop orders a little more to be safe, the wholesaler a little more than that, and the "
       "factory sees a boom that no customer ever made. Share the figures of the till instead of "
       "the orders, and order little and often."},
      {"Takt time comes from the customer",
       "Working time divided by what is needed: 480 minutes for 240 pieces make two minutes. A "
       "station that takes longer is the bottleneck; one that is much faster only fills the shelf "
       "in front of the next."},
      {"Containers are strong at the corners",
       "Eight corner castings and four posts carry everything that is stacked above. The walls "
       "carry next to nothing, and the roof hardly more than a person. So lift at the corners, "
       "set down on the corners, and never in the middle."}}}};

constexpr Field sound{
    {"Assistant engineer", "Sound engineer", "Recording producer", "Head of studio"},
    {"Red Room Studios", "Klanghaus", "Opera on the Quay", "Longwave Radio"},
    {"Sound engineering", "Musicology"},
    {"Diploma", "BMus"},
    {{{"Why 44.1 kHz",
       "A signal up to 20 kHz needs more than 40,000 samples a second, and the filter needs some "
       "room. The odd figure comes from video recorders, which stored the first digital masters: "
       "so many samples fit into their lines."},
      {"Three to one",
       "Two microphones that hear the same source at different distances comb its sound. Put them "
       "at least three times as far from each other as each is from its own source, and the other "
       "one arrives too weak to matter."},
      {"Every piano is out of tune",
       "In equal temperament a fifth is 2 cents too narrow, which hardly anybody hears, and a "
       "major third 14 cents too wide, which choirs do hear: without a piano they sing it purer. "
       "In exchange all keys are equally good."},
      {"Decibels in three numbers",
       "3 dB more is twice the power, 6 dB twice the voltage, and about 10 dB sounds twice as "
       "loud. An amplifier with twice the watts is therefore hardly louder."},
      {"Rooms have notes of their own",
       "Between two walls stands the wave that fits twice their distance: at five metres 34 Hz and "
       "its multiples. Foam does nothing down there. Move the chair before you buy anything; in "
       "the middle of the room the deepest one is gone."}}}};

constexpr Field woodwork{
    {"Apprentice joiner", "Joiner", "Master joiner", "Workshop owner"},
    {"Dovetail & Sons", "Schreinerei Eich", "Boathouse Carpentry", "Old Mill Furniture"},
    {"Joinery", "Furniture design"},
    {"Apprenticeship", "Master craftsman's diploma"},
    {{{"Wood moves across the grain",
       "Along the grain it hardly shrinks, across it by several percent, along the rings about "
       "twice as much as towards the centre. A table top that is glued to its frame all round "
       "splits in the first winter: let it slide."},
      {"End grain drinks the glue",
       "The cut ends of the pores suck the joint dry, and there is little long grain to hold. That "
       "is why we make tenons and dovetails: they bring long grain to long grain."},
      {"Leave the ruler in the drawer",
       "Mark every length of a piece on one lath and take all parts from it. Nothing is read, "
       "nothing is written down wrong, and all of them are equal even if none of them is exact."},
      {"Sharp is two surfaces that meet",
       "An edge is as good as the worse of its two sides. Flatten the back first, once and "
       "properly; after that only the bevel needs the stone. Shaving end grain of pine without "
       "crushing it is the test."},
      {"Drill before you drive",
       "In hard wood the hole is as wide as the core of the screw, in soft wood somewhat less. "
       "Through the upper piece the screw must pass freely, or it holds the two apart instead of "
       "drawing them together."}}}};

constexpr std::array all{cooking, design, making, sound, woodwork};

}  // namespace

std::span<const Field> practical_fields() { return all; }

}  // namespace dailygrind::seed
