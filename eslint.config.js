import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import ts from "typescript-eslint";

const only = (message, ...selectors) => selectors.map((selector) => ({ selector, message }));

export default ts.config(
  { ignores: ["build/", ".data/", "node_modules/", "app/platform/generated/", "extensions/*/dist/", "public/"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...ts.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true, allowNullish: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/dot-notation": "off",
      // Interfaces here are plain objects of functions; none uses `this`.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-empty-function": ["error", { allow: ["arrowFunctions"] }],
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/prefer-nullish-coalescing": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-non-null-assertion": "error",
      "no-console": "off",
      "no-restricted-syntax": ["error", ...only("A setting for the session would leak to the next borrower of the connection: use withWorkspace.", "Literal[value=/set_config\\(.*false\\)/]", "TemplateElement[value.raw=/set_config\\(.*false\\)/]")],
    },
  },
  { files: ["app/**/*.tsx", "app/**/use-*.ts", "extensions/**/*.tsx", "extensions/**/use-*.ts"], plugins: { "react-hooks": hooks }, rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" } },
  {
    // The seams: each rule forbids the way around one of them.
    files: ["app/**/*.{ts,tsx}"], ignores: ["**/*.test.{ts,tsx}"],
    rules: {
      "no-console": "error",
      "no-restricted-properties": ["error", { object: "process", property: "env", message: "Read the environment through platform/env.server.ts." }],
    },
  },
  { files: ["app/platform/env.server.ts", "app/context.server.ts", "app/web.server.ts", "app/migrate.server.ts", "app/vault.server.ts", "app/spending.server.ts", "app/platform/kms/aws-client.server.ts"], rules: { "no-restricted-properties": "off", "no-console": "off" } },
  {
    files: ["app/features/**/*.ts", "app/jobs/**/*.ts", "app/nodes/**/*.ts", "app/core/**/*.ts"],
    rules: { "no-restricted-globals": ["error", { name: "fetch", message: "Outgoing addresses go through platform/http/safe-fetch or the shop gateway." }] },
  },
  {
    files: ["app/**/*.{ts,tsx}"], ignores: ["app/platform/decode/**", "**/*.test.ts"],
    rules: { "no-restricted-imports": ["error", { paths: [{ name: "sharp", message: "Images are decoded behind platform/decode only." }, { name: "pg", message: "SQL goes through platform/db." }] }] },
  },
  { files: ["app/platform/db/**", "app/platform/queue/**"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["app/**/*.ts"], ignores: ["app/core/secret.ts", "app/platform/signer.server.ts", "app/platform/blinder.server.ts", "app/platform/env.server.ts", "app/platform/kms/sealer.server.ts", "app/platform/kms/local-keys.server.ts", "app/platform/shopify/*.ts", "app/providers/**", "**/*.test.ts"],
    rules: { "no-restricted-syntax": ["error", ...only("A secret is revealed only where it is used: in platform/, and a provider key in its adapter.", "CallExpression[callee.property.name='reveal']")] },
  },
  { files: ["prisma.config.ts"], rules: { "@typescript-eslint/consistent-type-assertions": "off" } }, // shims of the migration engine
  { files: ["tests/**", "bench/**", "scripts/**", "sandbox/**", "**/*.test.{ts,tsx}"], rules: { "@typescript-eslint/no-unsafe-assignment": "off", "@typescript-eslint/no-unsafe-member-access": "off", "@typescript-eslint/no-unsafe-argument": "off", "@typescript-eslint/no-unsafe-return": "off", "@typescript-eslint/no-unsafe-call": "off" } },
  { files: ["**/*.{js,mjs,cjs}"], ...ts.configs.disableTypeChecked },
  { files: ["sandbox/**/*.js"], languageOptions: { globals: Object.fromEntries(["window", "document", "location", "history", "parent", "fetch", "Request", "Headers", "URL", "URLSearchParams", "customElements", "HTMLElement", "MutationObserver", "queueMicrotask", "Event", "addEventListener", "sessionStorage", "matchMedia", "requestAnimationFrame", "setTimeout", "clearTimeout"].map((name) => [name, "readonly"])) } },
  { files: ["scripts/**/*.mjs", "*.cjs", "*.js", "reference/**"], languageOptions: { globals: { process: "readonly", console: "readonly", module: "writable", require: "readonly", URL: "readonly" } } },
);
