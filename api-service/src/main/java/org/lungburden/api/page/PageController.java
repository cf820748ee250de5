package org.lungburden.api.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.lungburden.api.problem.SafetyHeaders;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestParam;

/** Answers with a file of the page. {@link PageConfiguration} maps exactly the paths of the files to this controller. */
@Controller
class PageController {
    /** The page's own rules: everything comes from this service, and nothing runs that stands in an element. */
    static final String POLICY = "default-src 'none'; base-uri 'none'; form-action 'self'; script-src 'self';"
            + " style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; font-src 'self';"
            + " frame-ancestors 'none'";

    private final PageFiles files;

    PageController(PageFiles files) {
        this.files = files;
    }

    /** @param others a link to the page may carry what its sender likes */
    public ResponseEntity<byte[]> file(HttpServletRequest request, @RequestParam Map<String, String> others) {
        PageFile file = files.find(request).orElseThrow(() -> new CodedException(ErrorCode.PATH_NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(file.type())
                .cacheControl(file.caching())
                .eTag(file.tag())
                .header(SafetyHeaders.POLICY, POLICY)
                .body(file.bytes());
    }
}
