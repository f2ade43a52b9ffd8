#include "dailygrind/seed/field.hpp"

namespace dailygrind::seed {
namespace {

constexpr Field software{
    {"Junior developer", "Software engineer", "Senior software engineer", "Staff engineer"},
    {"Nordlicht Systems", "Bluepine Software", "Kestrel Labs", "Quietstack"},
    {"Computer science", "Software engineering"},
    {"BSc", "MSc"},
    {{{"Idempotency keys make retries safe",
       "A client that times out cannot know whether its request was carried out. If it sends the "
       "same key with every retry, the server can answer the second time with the result of the "
       "first. Store the key in the same transaction as the change itself, or there is a moment in "
       "which only one of them is on disk."},
      {"Percentiles do not average",
       "The mean of two servers' 99th percentiles is not the 99th percentile of both together. "
       "Merge the histograms, then read the percentile off the sum."},
      {"A cache needs an answer to staleness first",
       "Before adding a cache, write down how old a value may be and who notices when it is older. "
       "Add a little random time to each expiry, so that entries that were made together do not "
       "all end at once and send every request to the database in the same second."},
      {"Money is not a floating-point number",
       "0.1 has no exact representation in binary floating point, so 0.1 + 0.2 is not 0.3. Keep "
       "amounts as whole numbers of the smallest unit, or use a decimal type."},
      {"git bisect finds the commit for you",
       "Mark one good and one bad commit, and Git halves the range until a single one is left: "
       "1,000 commits take about ten steps. With a script that exits with 0 or 1, `git bisect run` "
       "does it while you get a coffee."}}}};

constexpr Field data{
    {"Junior analyst", "Data analyst", "Data scientist", "Head of analytics"},
    {"Meridian Insight", "Tally & Finch", "Open Ledger Research", "Vantage Point Data"},
    {"Statistics", "Mathematics"},
    {"BSc", "MSc"},
    {{{"Simpson's paradox",
       "A trend in every group can turn round when the groups are put together. In the admissions "
       "of Berkeley in 1973 the total looked unfair to women, while the departments one by one did "
       "not: women had applied more often to those that refused most people. Always ask what the "
       "groups are."},
      {"Benford's law",
       "In many collections of real amounts about 30 % of the numbers begin with 1 and fewer than "
       "5 % with 9. It holds where values spread over several orders of magnitude. Auditors take a "
       "departure from it as a hint, never as a proof."},
      {"What a p-value is not",
       "It is not the probability that the effect is an accident. It says how often data at least "
       "this extreme would come up if there were no effect at all; how likely the effect is "
       "depends also on how plausible it was before."},
      {"Regression to the mean",
       "Whoever was picked for an extreme result will on average be less extreme next time, "
       "whatever is done in between. Without a control group the treatment gets the credit."},
      {"Plot before you compute",
       "Anscombe's four data sets of 1973 share mean, variance, correlation and regression line to "
       "two decimals. One is a cloud, one a curve, one a line with an outlier, one a single point "
       "that makes the whole correlation. Only a plot shows it."}}}};

constexpr Field electrical{
    {"Electronics technician", "Electrical engineer", "Senior hardware engineer",
     "Lead power engineer"},
    {"Voltline", "Copperfield Electric", "Gridworks North", "Sparrow Instruments"},
    {"Electrical engineering", "Power engineering"},
    {"BEng", "MEng"},
    {{{"What a residual-current device does not do",
       "It compares the current that goes out with the one that comes back and switches off at "
       "30 mA of difference, in a few hundredths of a second. It does not protect from overload, "
       "and not somebody who touches live and neutral at once: for it that is an ordinary load."},
      {"Both conductors count for voltage drop",
       "Copper has about 0.0175 ohm for a metre of 1 mm², and the current flows there and back. "
       "Ten amperes over ten metres of 1.5 mm² lose more than two volts: little at 230 V, a "
       "disaster at 12 V."},
      {"Decoupling capacitors belong at the pin",
       "A chip that switches draws its current in nanoseconds, and every millimetre of track adds "
       "inductance in between. 100 nF right at the supply pin with a short way to the ground plane "
       "do more than ten times as much at the edge of the board."},
      {"When the neutral is not empty",
       "With three equal loads the currents of the three phases add up to nothing. Third harmonics "
       "do not: they are in phase and add up. Many switched power supplies can load the neutral "
       "more than any phase."},
      {"Do not charge frozen lithium cells",
       "Below 0 °C lithium no longer moves into the graphite fast enough and settles on it as "
       "metal. The capacity is lost for good, and the needles that grow can short the cell. "
       "Discharging in the cold is harmless; warm up before charging."}}}};

constexpr Field building{
    {"Draughtsperson", "Structural engineer", "Project architect", "Head of design"},
    {"Atelier Vierkant", "Harbour & Hill Architects", "Stonebridge Engineering", "Studio Lumen"},
    {"Architecture", "Civil engineering"},
    {"BEng", "MArch"},
    {{{"Concrete does not dry, it cures",
       "It hardens because cement and water react, so it must stay moist, above all in the first "
       "week. Strength is judged after 28 days by convention, but it goes on growing for months. "
       "Concrete that dries out early cracks and never gets the strength it was made for."},
      {"How deep is a beam?",
       "For a first sketch a steel floor beam is about one twentieth of its span deep, one of "
       "reinforced concrete a twelfth to a fifteenth. It does not replace the calculation, but it "
       "shows early whether the ducts still fit above the ceiling."},
      {"Stairs follow the human step",
       "Twice the rise plus the going should come to 60 to 65 cm, about one step on the level. "
       "17 and 29 cm make comfortable stairs. More important still: all steps alike, because "
       "people stumble over a difference of a centimetre."},
      {"Mould grows where the wall is cold",
       "In a room of 20 °C and 50 % humidity the air at a surface below about 12.6 °C is damp "
       "enough for mould. Balcony slabs that run through the insulation cool the corner behind "
       "them below that on ordinary winter days."},
      {"Keep copper above nothing",
       "Rain that has run over copper takes ions with it, and zinc or aluminium below is eaten "
       "away. When metals must meet, separate them, and make the nobler one the smaller area: a "
       "steel rivet in a copper sheet fails long before a copper rivet in a steel sheet."}}}};

constexpr std::array all{software, data, electrical, building};

}  // namespace

std::span<const Field> technical_fields() { return all; }

}  // namespace dailygrind::seed
