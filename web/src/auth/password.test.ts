import { isAllowedPassword, passwordRules } from "./password";

const open = (text: string) =>
  passwordRules.filter((rule) => !rule.holds(text)).map((rule) => rule.id);

it.each([
  ["", ["length", "lower", "upper", "digit", "symbol"]],
  ["Correct-Horse", ["digit"]],
  ["Aa1!", ["length"]],
  ["correct-horse-1", ["upper"]],
  ["CORRECT-HORSE-1", ["lower"]],
  ["CorrectHorse1", ["symbol"]],
  ["Correct Horse 1", []],
])("says what %j lacks", (text, lacking) => {
  expect(open(text)).toEqual(lacking);
  expect(isAllowedPassword(text)).toBe(lacking.length === 0);
});

it("counts no space at the ends as a symbol, as the server does not", () => {
  expect(open(" CorrectHorse1 ")).toEqual(["symbol"]);
});

it("counts code points, not UTF-16 units", () => {
  expect(open("Aa1-😀😀")).toEqual(["length"]);
});
