"""Pages in a real Chromium: those of others achieve nothing, and the service's own sign in by a cookie that no script reads."""

import base64
import io
import json
import urllib.request
import zipfile
from contextlib import closing

import pytest

from harness.browser import EVIL, FRIEND, ISSUER, Rebound, chromium, pages, run, shown
from harness.issuer import USER, issuing
from harness.launcher import run as lungburden
from harness.serving import serving

pytestmark = pytest.mark.programs

# each attack posts a study or reads jobs, and returns what the page could read
ATTACKS = {
    "fetch, simple": "return fetch(a + '/v1/jobs', {method: 'POST', body: b}).then(r => r.text())",
    "fetch, read": "return fetch(a + '/v1/jobs').then(r => r.text())",
    "fetch, open to all": "return fetch(a + '/actuator/health/liveness').then(r => r.text())",
    "fetch, with cookies": "return fetch(a + '/v1/jobs', {credentials: 'include'}).then(r => r.text())",
    "fetch, posted with cookies":
        "return fetch(a + '/v1/jobs', {method: 'POST', body: b, credentials: 'include'}).then(r => r.text())",
    "fetch, no-cors":
        "return fetch(a + '/v1/jobs', {method: 'POST', body: b, mode: 'no-cors', credentials: 'include'})"
        ".then(r => r.text())",
    "fetch, preflighted":
        "return fetch(a + '/v1/jobs', {method: 'POST', body: b, headers: {'Content-Type': 'application/zip'}})"
        ".then(r => r.text())",
    "multipart":
        "const f = new FormData(); f.append('study', new Blob([b])); return fetch(a + '/v1/jobs/form',"
        " {method: 'POST', body: f, mode: 'no-cors', credentials: 'include'}).then(r => r.text())",
    "form":
        "const i = document.createElement('iframe'); i.name = 'x'; document.body.append(i);"
        "const f = document.createElement('form'); f.method = 'POST'; f.target = 'x'; f.enctype = 'multipart/form-data';"
        "f.action = a + '/v1/jobs/form'; const t = new DataTransfer(); t.items.add(new File([b], 'study.zip'));"
        "const s = document.createElement('input'); s.type = 'file'; s.name = 'study'; s.files = t.files;"
        "f.append(s); document.body.append(f); const loaded = new Promise(r => i.onload = r); f.submit(); await loaded;"
        "try { return i.contentDocument ? i.contentDocument.body.innerText : '' } catch { return '' }",
    "event source":
        "return new Promise(r => { const s = new EventSource(a + '/v1/events', {withCredentials: true});"
        "s.onopen = () => { s.close(); r('open') }; s.onerror = () => { s.close(); r('') } })",
    "image": "return new Promise(r => { const i = new Image(); i.onload = () => r('loaded'); i.onerror = () => r('');"
             "i.src = a + '/v1/jobs' })",
    "script": "return new Promise(r => { const s = document.createElement('script'); s.onload = () => r('loaded');"
              "s.onerror = () => r(''); s.src = a + '/v1/jobs'; document.body.append(s) })",
    "web socket":
        "return new Promise(r => { const s = new WebSocket(a.replace('http', 'ws') + '/v1/events');"
        "s.onopen = () => r('open'); s.onerror = () => r('') })",
    "frame":
        "const i = document.createElement('iframe'); document.body.append(i); const loaded = new Promise(r => i.onload = r);"
        "i.src = a + '/v1/jobs'; await loaded; try { return i.contentDocument.body.innerText } catch { return '' }",
}
# the body is made in the page, as a simple request needs: a Blob without a type
STUDY = "const b = new Blob([Uint8Array.from(atob(z), c => c.charCodeAt(0))]); "


FETCH = "return fetch(arguments[0], {method: arguments[1], body: arguments[2], headers: arguments[2]" \
        " ? {'Content-Type': 'application/json'} : {}}).then(async r => [r.status, await r.text()])"
HEADERS = "return fetch(arguments[0]).then(r => [r.status, Object.fromEntries(r.headers)])"
# answers everyone
OPEN = "/actuator/health/liveness"


@pytest.fixture(scope="module")
def only_browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture
def browser(only_browser):
    """Without the cookies of the test before."""
    only_browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    return only_browser


@pytest.fixture(scope="module")
def port():
    """Of the pages of somebody else."""
    with pages() as elsewhere:
        yield elsewhere


@pytest.fixture(scope="module")
def url(tmp_path_factory, port):
    """A service without sign-in, whose operator lets the friend's pages and name in."""
    settings = {"LUNGBURDEN_CORS_ORIGINS": f"http://{FRIEND}:{port}", "LUNGBURDEN_ALLOWED_HOSTS": FRIEND}
    with serving(tmp_path_factory.mktemp("alone"), LUNGBURDEN_SEGMENTER="none", **settings) as (_, address):
        yield address


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """One that asks for a key or for the issuer; yields its address, a key, and where it keeps its log."""
    folder = tmp_path_factory.mktemp("locked")
    (folder / "data").mkdir(mode=0o700)
    made = lungburden(
        "keys", "create", "--data", "data", "--owner", "ward", "--name", "page", "--scope", "read,submit", cwd=folder)
    assert made.returncode == 0, made.stderr
    with issuing(ISSUER) as issuer:
        with serving(folder, LUNGBURDEN_SEGMENTER="none", **issuer.settings()) as (_, address):
            yield address, made.stdout.strip(), folder / "data/log/lungburden.log"


@pytest.fixture(scope="module")
def study():
    """A zip that the service takes, in base 64."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.dcm", bytes(128) + b"DICM" + bytes(100))
    return base64.b64encode(content.getvalue()).decode()


def attack(driver, url, study):
    """Tries all attacks from the page that is open; returns what each of them could read."""
    return {name: run(driver, f"const [a, z] = arguments; {STUDY}{script}", url, study) for name, script in ATTACKS.items()}


def jobs(url, headers=()):
    request = urllib.request.Request(url + "/v1/jobs", headers=dict(headers))
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["items"]


def read(told):
    return {name: text for name, text in told.items() if text and not text.startswith("failed: TypeError")}


@pytest.mark.parametrize("host", [EVIL, "127.0.0.1"])
def test_a_page_of_another_origin_achieves_nothing(url, port, browser, study, host):
    before = jobs(url)
    browser.get(f"http://{host}:{port}/")
    assert read(attack(browser, url, study)) == {}
    assert jobs(url) == before


def test_the_attacks_are_real(url, port, browser, study):
    """A page that the operator lets in does with them what the others cannot."""
    before = len(jobs(url))
    browser.get(f"http://{FRIEND}:{port}/")
    told = attack(browser, url, study)
    posts = {name for name, text in told.items() if '"status":"QUEUED"' in text}
    assert {"fetch, simple", "fetch, preflighted"} <= posts
    assert '"items":' in told["fetch, read"] and '"UP"' in told["fetch, open to all"]
    # simple, no-cors with and without a form, preflighted, and the form itself
    assert len(jobs(url)) - before >= 5


def rebound(host, url, port, browser, study):
    """What a page reads whose name leads to the service after it has loaded."""
    with closing(Rebound(port)) as name:
        browser.get(f"http://{host}:{name.port}/")
        name.target = int(url.rpartition(":")[2])
        return attack(browser, "", study)


def test_a_name_that_resolves_to_this_machine_achieves_nothing(url, port, browser, study):
    before = jobs(url)
    told = rebound(EVIL, url, port, browser, study)
    assert "HOST_NOT_ALLOWED" in told["fetch, read"] and '"status":421' in told["fetch, read"]
    assert not any('"items":' in text or '"status":"QUEUED"' in text for text in told.values())
    assert told["event source"] == told["image"] == ""
    assert jobs(url) == before


def test_a_name_that_the_operator_allows_achieves_it_all(url, port, browser, study):
    before = len(jobs(url))
    told = rebound(FRIEND, url, port, browser, study)
    assert '"items":' in told["fetch, read"] and len(jobs(url)) - before >= 5


# the last is refused by the server itself, before any code of the service
@pytest.mark.parametrize("path, status", [(OPEN, 200), ("/v1/jobs?limit=0", 400), ("/nowhere", 404), ("/%00", 400)])
def test_every_answer_keeps_other_pages_out(url, browser, path, status):
    browser.get(url + OPEN)
    got, headers = own(browser, HEADERS, path)
    assert got == status
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert not any(name.startswith("access-control-") for name in headers)


def own(browser, script, *arguments):
    """Runs a script as the service's own page would: the policy of its bare answers lets no script call."""
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    browser.refresh()
    try:
        return run(browser, script, *arguments)
    finally:
        browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})


def test_a_key_signs_the_own_page_in(locked, port, browser, study):
    url, key, log = locked
    browser.get(url + OPEN)
    assert own(browser, FETCH, "/v1/jobs", "GET")[0] == 401
    assert own(browser, FETCH, "/v1/session", "POST", json.dumps({"key": key[:-1] + "?"}))[0] == 401
    status, body = own(browser, FETCH, "/v1/session", "POST", json.dumps({"key": key}))
    assert (status, json.loads(body)["owner"]) == (200, "ward")
    assert_session(browser, url)
    posted = own(browser, f"const z = arguments[0]; {STUDY}"
                          "return fetch('/v1/jobs', {method: 'POST', body: b}).then(r => r.status)", study)
    assert posted == 202
    assert own(browser, "return new Promise(r => { const s = new EventSource('/v1/events');"
                        "s.onopen = () => r('open'); s.onerror = () => r('error') })") == "open"

    bearer = {"Authorization": f"Bearer {key}"}
    assert len(jobs(url, bearer)) == 1
    # by default no page of others reads anything. Another port of this machine is the same site, so the cookie goes along
    for host in (EVIL, "127.0.0.1"):
        browser.get(f"http://{host}:{port}/")
        assert read(attack(browser, url, study)) == {}
    assert len(jobs(url, bearer)) == 1

    browser.get(url + OPEN)
    assert own(browser, FETCH, "/v1/session", "DELETE") == [204, ""]
    assert own(browser, FETCH, "/v1/jobs", "GET")[0] == 401
    assert key.split("_", 2)[2] not in log.read_text()


def assert_session(browser, url):
    """The cookie of the session is all that the browser keeps, and scripts see nothing of it."""
    browser.get(url + OPEN)
    kept = "return [document.cookie, (await cookieStore.getAll()).length, localStorage.length, sessionStorage.length]"
    assert own(browser, kept) == ["", 0, 0, 0]
    browser.get(url + "/v1/jobs")
    (cookie,) = browser.get_cookies()
    assert cookie["name"] == "lungburden-session"
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/v1")


def test_the_issuer_signs_the_own_page_in(locked, browser):
    """The issuer asks its user nothing, so that the browser comes back without a click: the way that cookies find hardest."""
    url, _, _ = locked
    browser.get(url + OPEN)
    go(browser, url + "/v1/session/oidc?returnTo=/v1/session")
    told = shown(browser, lambda: browser.current_url == url + "/v1/session")
    assert json.loads(told)["owner"] == USER and json.loads(told)["scopes"] == ["submit", "read"]
    assert_session(browser, url)


def go(browser, address):
    """Leaves the page as by a link of its own."""
    browser.execute_script("const a = document.createElement('a'); a.href = arguments[0]; document.body.append(a); a.click()",
                           address)


@pytest.mark.parametrize("host", [EVIL, "127.0.0.1"])
def test_a_page_of_another_origin_signs_nobody_in(locked, port, browser, host):
    url, _, _ = locked
    browser.get(f"http://{host}:{port}/")
    go(browser, url + "/v1/session/oidc")
    assert "ORIGIN_NOT_ALLOWED" in shown(browser, lambda: browser.current_url.startswith(url))
    # an answer of the issuer that the browser did not ask for
    browser.get(f"http://{host}:{port}/")
    go(browser, url + "/v1/session/oidc/callback?code=attackers&state=attackers")
    assert "INVALID_REQUEST" in shown(browser, lambda: browser.current_url.startswith(url))
    assert browser.get_cookies() == []
