/** Cognito's default policy for passwords, which the embedded accounts have too. */
export const passwordRules = [
  { id: "length", holds: (text: string) => [...text].length >= 8 },
  { id: "lower", holds: (text: string) => /[a-z]/.test(text) },
  { id: "upper", holds: (text: string) => /[A-Z]/.test(text) },
  { id: "digit", holds: (text: string) => /[0-9]/.test(text) },
  // Spaces count inside alone.
  {
    id: "symbol",
    holds: (text: string) => /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S +\S/.test(text),
  },
] as const;

export const isAllowedPassword = (text: string) => passwordRules.every((rule) => rule.holds(text));
