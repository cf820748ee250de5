package org.lungburden.api.archviolations;

import org.apache.tomcat.util.http.fileupload.FileUpload;

class KnowsTomcat {
    void read(FileUpload upload) {
        upload.setSizeMax(1);
    }
}
