#include "dailygrind/seed/field.hpp"

namespace dailygrind::seed {
namespace {

constexpr Field nursing{
    {"Nurse in training", "Registered nurse", "Charge nurse", "Head of nursing"},
    {"St. Brigid's Hospital", "Lakeside Clinic", "Rosengarten Hospice", "Harbour District Health"},
    {"Nursing", "Health sciences"},
    {"Diploma", "BSc"},
    {{{"When hand rub is not enough",
       "Alcohol rub is faster than washing and kills most germs, but not the spores of "
       "Clostridioides difficile, and noroviruses only poorly. There it takes soap, water, and "
       "rubbing for as long as it takes."},
      {"Let patients say their own name",
       "\"Are you Mrs Lind?\" gets a yes from somebody who is tired, deaf or polite. Ask for name "
       "and date of birth instead, and compare both, before every drug, sample and transfusion."},
      {"Pulse oximeters can be fooled",
       "To most of them haemoglobin with carbon monoxide looks like haemoglobin with oxygen, so "
       "the number stays fine while the patient is being poisoned. Cold fingers and movement "
       "spoil the reading, and on dark skin it is on average a little too high. Look at the "
       "patient, not only at the number."},
      {"SBAR makes a call short",
       "Situation, background, assessment, recommendation: four sentences, always in this order. "
       "Whoever is called at night knows within half a minute what is wanted of them."},
      {"Heels are forgotten",
       "After the sacrum the heel is where most pressure ulcers begin, within a few hours of lying "
       "still. A cushion under the calf that leaves the heel in the air costs nothing. Redness "
       "that stays when you press on it is the first stage, not a warning of it."}}}};

constexpr Field laboratory{
    {"Laboratory assistant", "Research associate", "Senior scientist", "Head of laboratory"},
    {"Alder Bioscience", "Clearwater Institute", "Helix & Oak", "Institute for Applied Chemistry"},
    {"Chemistry", "Molecular biology"},
    {"MSc", "PhD"},
    {{{"Acid into water, never the other way",
       "Diluting sulphuric acid sets a lot of heat free. A little water on much acid boils at once "
       "and throws acid out of the vessel; a little acid in much water only warms it."},
      {"Pipette in the upper two thirds",
       "An air-displacement pipette has much the same absolute error over its whole range, so the "
       "relative one grows at the bottom. Take 10 µl with the pipette for 20, not with that for "
       "200. For viscous liquids press to the second stop first and dispense to the first one."},
      {"A PCR without a blank proves nothing",
       "A single molecule from yesterday's run is enough for a band. Take a control with "
       "everything but the template through each run, and keep the places before and after the "
       "amplification apart, coats and pipettes included."},
      {"pH is a logarithm",
       "One unit is a factor of ten in activity, so pH 5 and pH 7 do not average to 6: mixing "
       "equal volumes of two unbuffered solutions gives about 5.3. Compute with "
       "concentrations and take the logarithm last."},
      {"A buffer works near its pKa",
       "Within one unit of its pKa there is enough of both forms to catch acid and base. Tris "
       "besides loses about 0.03 units a degree: set it at the temperature at which it will be "
       "used, not at the bench before it goes into the cold room."}}}};

constexpr Field growing{
    {"Gardener", "Horticulturist", "Farm manager", "Director of growing"},
    {"Greenhollow Nursery", "Fern & Furrow", "Sonnhof Cooperative", "Three Rivers Orchards"},
    {"Horticulture", "Agronomy"},
    {"Diploma", "BSc"},
    {{{"Water seldom and deeply",
       "A little every evening keeps the roots at the surface, where the first hot day kills them. "
       "A good soaking once or twice a week draws them down. In the morning less evaporates, and "
       "leaves dry before fungi get going."},
      {"When to prune which shrub",
       "What blooms in spring carries its buds since last summer: prune it right after the bloom. "
       "What blooms in summer makes its buds on new wood: prune it in late winter. The wrong way "
       "round costs a year of flowers."},
      {"Rotate families, not names",
       "Tomatoes, potatoes and aubergines are one family and share their diseases; so are cabbage, "
       "radish and rocket. Leave three to four years until the same family comes back to a bed."},
      {"Where the nitrogen of beans is",
       "Bacteria in the nodules of legumes bind nitrogen from the air, but most of it leaves with "
       "the harvest. Cut the plants off instead of pulling them up and leave the roots; a cover "
       "crop that is worked in at bloom feeds the next one best."},
      {"Frost comes on clear nights",
       "Without clouds the ground radiates its heat away and the plants become colder than the air "
       "above. Fleece helps because it radiates instead of them. Sprinklers do as long as they "
       "run: water that freezes gives off heat and keeps the buds at 0 °C."}}}};

constexpr Field flying{
    {"Flight instructor", "First officer", "Captain", "Head of flight safety"},
    {"Albatros Air", "Northern Feeder", "Skylark Aviation", "Air Rescue South"},
    {"Aeronautical engineering", "Air transport"},
    {"Licence", "BSc"},
    {{{"Hot, high and humid",
       "Wing, propeller and engine feel the density of the air, not the height above the sea. On a "
       "hot day an airfield at 1,500 m can behave like one at 2,500 m, and the take-off run grows "
       "by half. Compute it, also when it went well yesterday morning."},
      {"The sterile cockpit",
       "Below 10,000 feet nothing is said that does not belong to the flight. Most accidents begin "
       "in those minutes, and attention does not come back at once after a joke. The rule works in "
       "other trades too: agree when it holds."},
      {"Heavy, clean and slow",
       "A wing makes its strongest vortices when it carries much at low speed with flaps and gear "
       "in. They sink and drift with the wind. Behind a large aircraft stay above its path and "
       "touch down beyond where it touched down."},
      {"Mayday or pan-pan",
       "Mayday, three times, is for grave and imminent danger. Pan-pan, three times, is for what "
       "is urgent and not yet that. Using the second one early is what keeps many flights from "
       "needing the first."},
      {"Holes in many slices",
       "Every safeguard has gaps, like a slice of Swiss cheese; an accident is when the gaps of "
       "all of them line up. So the question after an incident is not who failed, but which slices "
       "let it through, and where one more would have stopped it."}}}};

constexpr std::array all{nursing, laboratory, growing, flying};

}  // namespace

std::span<const Field> natural_fields() { return all; }

}  // namespace dailygrind::seed
