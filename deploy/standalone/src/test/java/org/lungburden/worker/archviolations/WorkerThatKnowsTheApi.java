package org.lungburden.worker.archviolations;

import java.util.Map;
import org.lungburden.api.ApiDefaults;

class WorkerThatKnowsTheApi {
    Map<String, Object> defaults() {
        return ApiDefaults.properties();
    }
}
