import js from "@eslint/js";
import query from "@tanstack/eslint-plugin-query";
import boundaries from "eslint-plugin-boundaries";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import typescript from "typescript-eslint";

// Who may import whom: arrows point down this list, and a feature never sees another.
const element = (type) => ({ type, pattern: `src/${type}/**`, partialMatch: false });
const elements = [
  element("app"),
  { type: "feature", pattern: "src/features/*/**", partialMatch: false, capture: ["feature"] },
  element("parts"),
  element("data"),
  element("auth"),
  element("api"),
  element("ui"),
  element("i18n"),
  element("time"),
  element("worker"),
  element("mocks"),
  element("test"),
];
const allowed = {
  app: ["app", "feature", "parts", "data", "auth", "api", "ui", "i18n", "time", "mocks"],
  parts: ["parts", "data", "auth", "api", "ui", "i18n", "time"],
  data: ["data", "auth", "api", "time"],
  auth: ["auth", "api"],
  api: ["api"],
  ui: ["ui", "api", "i18n", "time"],
  i18n: ["i18n"],
  time: ["time"],
  worker: ["worker"],
  mocks: ["mocks", "api"],
  test: ["test", "app", "data", "auth", "api", "ui", "i18n", "mocks", "parts"],
};

export default typescript.config(
  { ignores: ["dist", "src/api/generated", "e2e/report"] },
  js.configs.recommended,
  ...typescript.configs.recommendedTypeChecked,
  ...query.configs["flat/recommended"],
  a11y.flatConfigs.strict,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "react-hooks": hooks, boundaries },
    settings: {
      "import/resolver": { typescript: { alwaysTryTypes: true } },
      "boundaries/elements": elements,
      "boundaries/include": ["src/**/*"],
    },
    rules: {
      ...hooks.configs.recommended.rules,
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "@mui/material",
              message: "Import the component's own path, @mui/material/Box.",
            },
            { name: "react-router-dom", message: "Import from react-router." },
          ],
        },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXAttribute[name.name='color'][value.value=/\\./]",
          message: "A component's colour is textSecondary or a palette's name; paths are for sx.",
        },
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "What people write is never HTML: render it as text.",
        },
      ],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/**/*.test.*"],
    rules: {
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          message:
            "{{from.element.type}} must not import {{to.element.type}}: put what features share into src/parts (with data) or src/ui (without).",
          policies: [
            ...Object.entries(allowed).map(([type, types]) => ({
              from: { element: { type } },
              allow: types.map((each) => ({ to: { element: { type: each } } })),
            })),
            {
              from: { element: { type: "feature" } },
              allow: [
                {
                  to: {
                    element: {
                      type: "feature",
                      captured: { feature: "{{from.element.captured.feature}}" },
                    },
                  },
                },
                ...["parts", "data", "auth", "api", "ui", "i18n", "time"].map((type) => ({
                  to: { element: { type } },
                })),
              ],
            },
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    ...typescript.configs.disableTypeChecked,
  },
  {
    // Playwright's fixtures have a `use` of their own, and a first argument that may be empty.
    files: ["e2e/**"],
    rules: { "react-hooks/rules-of-hooks": "off", "no-empty-pattern": "off" },
  },
  {
    files: ["src/**/*.test.*", "src/mocks/**", "e2e/**"],
    rules: {
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
);
