import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";

export default defineConfig(
    globalIgnores(["dist", "src/api/schema.d.ts"]),
    typescript.configs.strictTypeChecked,
    hooks.configs.flat.recommended,
    {
        languageOptions: { parserOptions: { projectService: true } },
        rules: {
            "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
        },
    },
    { files: ["*.js"], extends: [typescript.configs.disableTypeChecked] },
);
