#include "dailygrind/seed/field.hpp"

namespace dailygrind::seed {
namespace {

constexpr Field law{
    {"Trainee lawyer", "Associate", "Senior counsel", "Partner"},
    {"Ashgrove Legal", "Kanzlei am Markt", "Portside Chambers", "Civic Law Centre"},
    {"Law", "European law"},
    {"LLB", "LLM"},
    {{{"How the European Union counts days",
       "Under Regulation 1182/71 the day of the event does not count. A period that would end on a "
       "public holiday, a Sunday or a Saturday ends with the last hour of the next working day. "
       "National law may count otherwise, so look up first which of them governs the deadline."},
      {"Force majeure is a clause",
       "English law knows no general doctrine of that name: what the contract does not say does "
       "not help. French law has one in article 1218 of its civil code. Before you rely on the "
       "words, read which law the contract names."},
      {"Must, may and never shall",
       "\"Shall\" has meant duty, future and condition in the same contract. Write \"must\" for a "
       "duty, \"may\" for a right and the present tense for everything else, and the ambiguity is "
       "gone."},
      {"The label is not the privilege",
       "In England what is said in a real attempt to settle a dispute is kept from the court, "
       "whether or not it is headed \"without prejudice\". The heading alone protects nothing, "
       "neither a threat nor a plain invoice."},
      {"An e-mail can bind you",
       "In the European Union a signature may not be refused just because it is electronic; only "
       "the qualified kind equals one by hand everywhere. A name under an e-mail is enough for "
       "many contracts. Say so if you do not want to be bound yet."}}}};

constexpr Field finance{
    {"Accounts assistant", "Accountant", "Financial controller", "Chief financial officer"},
    {"Larkspur Audit", "Brookside Savings", "Caldera Capital", "Penny & Wren"},
    {"Business administration", "Economics"},
    {"BA", "MBA"},
    {{{"The rule of 72",
       "72 divided by the yearly rate in percent is about the number of years in which money "
       "doubles: 18 years at 4 %, 12 at 6 %. It works for inflation too, in the other direction."},
      {"Profit is not cash",
       "A firm that grows pays for material and wages today and is paid in 60 days. The faster it "
       "grows, the more money it needs in between. More firms fail with full order books than with "
       "empty ones, so forecast the account, not only the result."},
      {"Sunk costs stay sunk",
       "What was spent is the same on both sides of a decision and so has no say in it. Ask: if "
       "somebody gave us the half-finished thing today, would we finish it?"},
      {"What double entry does not catch",
       "Every booking has two sides, so the sums agree, and a slip of the pen shows. An amount "
       "that was booked to the wrong account, twice, or not at all agrees just as well. The "
       "balance is where the checking begins."},
      {"Payback forgets the rest",
       "The payback period ignores what comes after it, and that money later is worth less. Net "
       "present value counts both: discount every payment to today and add them up. Above zero it "
       "earns more than your capital costs."}}}};

constexpr Field teaching{
    {"Trainee teacher", "Teacher", "Head of department", "Headteacher"},
    {"Riverside School", "Lindenhof Gymnasium", "Maple Street College", "Learning Commons"},
    {"Education", "Pedagogy and mathematics"},
    {"BEd", "MEd"},
    {{{"Recalling beats rereading",
       "Reading a text again feels like learning, because it becomes familiar. Closing it and "
       "writing down what was in it is harder and leaves far more a week later. Small tests "
       "without marks are one of the best tools we have."},
      {"Space it out",
       "Three times twenty minutes over a week stay longer than an hour at once, though the hour "
       "feels better. Begin a lesson with five minutes of what was learned two weeks ago."},
      {"Wait three seconds",
       "Most of us wait about one second after a question before we answer it ourselves. With "
       "three or more, more children answer, at greater length, and those who never do begin to."},
      {"First examples, then problems",
       "Beginners learn more from studying solved examples than from solving: searching for a way "
       "takes up all their attention. As they get better it turns round, so leave out one step "
       "after the other."},
      {"One question at the door",
       "Two minutes before the end everybody answers one question on a slip of paper. Three heaps "
       "(got it, nearly, lost) take five minutes to sort and decide how the next lesson "
       "begins."}}}};

constexpr Field writing{
    {"Trainee reporter", "Reporter", "Editor", "Editor-in-chief"},
    {"The Daily Wharf", "Morgenblatt", "Radio Estuary", "Plainspoken"},
    {"Journalism", "Linguistics"},
    {"BA", "MA"},
    {{{"Percent or percentage points",
       "From 4 % to 5 % is one percentage point, and 25 percent more. Both are true and sound very "
       "different. Write which one you mean, and give the two figures."},
      {"The inverted pyramid",
       "Put what matters most into the first sentence and what matters least at the end. The "
       "reader may stop anywhere and has the best of it, and the text can be cut from below when "
       "space is short."},
      {"Two sources who share one are one",
       "Three papers that quote the same agency confirm nothing. Ask of each source how it knows, "
       "and draw the lines: what ends at the same point counts once."},
      {"One idea a sentence",
       "When a sentence has to be read twice, it mostly carries two thoughts. Put a full stop "
       "between them. Then read the text aloud: where you run out of breath, so does the reader."},
      {"Correct loudly",
       "Say what was wrong, what is right and when it was changed, in the place where people read "
       "it. A silent change costs more trust on the day that somebody finds it than the mistake "
       "did."}}}};

constexpr std::array all{law, finance, teaching, writing};

}  // namespace

std::span<const Field> social_fields() { return all; }

}  // namespace dailygrind::seed
