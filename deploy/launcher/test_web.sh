# shellcheck disable=SC2154 # test.sh sets or sources these names
# The tests of the page in web/; test.sh sources this.

# web_checks: what needs neither the service nor a browser.
web_checks() {
    web_node=$(web_node) || return 1
    (
        cd web || exit 1
        web_tool typescript tsc --noEmit && web_tool eslint eslint --max-warnings 0 . && web_tool prettier prettier --log-level warn --check . &&
            same_types &&
            web_tool vitest vitest run --reporter=dot --reporter=junit --outputFile.junit="$home/target/test/web.xml"
    )
}

web_tests() {
    web_checks && same_bundle && build_changes && browser_tests
}

# web_named [NAME...]: a NAME is a part of the path of test files, below src or below browser.
web_named() {
    if [ $# -eq 0 ]; then
        web_tests
        return
    fi
    web_node=$(web_node) || return 1
    (cd web && web_tool vitest vitest run --passWithNoTests --reporter=junit --outputFile.junit="$home/target/test/web.xml" "$@") &&
        build_changes && browser_tests --passWithNoTests "$@"
}

browser_tests() {
    (
        cd web &&
            web_tool vitest vitest run --config browser/vitest.config.ts \
                --reporter=default --reporter=junit --outputFile.junit="$home/target/test/web-browser.xml" "$@"
    )
}

# The pinned Node, after the page's packages are there.
web_node() {
    (cd deploy && /usr/bin/python3 -m harness.tools)
}

# web_tool PACKAGE PROGRAM ARGUMENT...: in web/, a program of an installed package.
web_tool() {
    web_program=$("$web_node" -p 'const b = require(`./node_modules/${process.argv[1]}/package.json`).bin; typeof b === "string" ? b : b[process.argv[2]]' \
        "$1" "$2") && web_package=$1 && shift 2 && "$web_node" "node_modules/$web_package/$web_program" "$@"
}

# The types of the calls must be those of openapi.yaml.
same_types() {
    mkdir -p "$home/target/web" &&
        web_tool openapi-typescript openapi-typescript ../openapi.yaml --output "$home/target/web/schema.d.ts" >/dev/null &&
        cmp src/api/schema.d.ts "$home/target/web/schema.d.ts" || {
        echo "lungburden test: openapi.yaml has changed since web/src/api/schema.d.ts was made; run: cd web && npm run api" >&2
        return 1
    }
}

# The committed bundle must be, byte by byte, what web/ builds.
same_bundle() {
    rm -rf "$home/target/web/static"
    (cd web && web_tool vite vite build --logLevel warn --emptyOutDir --outDir "$home/target/web/static") &&
        diff -r "$home/target/web/static" "$home/api-service/src/main/resources/static" >/dev/null || {
        echo "lungburden test: the bundle in api-service/src/main/resources/static is not what web/ builds; run: cd web && npm run build" >&2
        return 1
    }
}
