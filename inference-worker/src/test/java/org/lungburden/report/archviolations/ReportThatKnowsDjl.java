package org.lungburden.report.archviolations;

import ai.djl.Device;

class ReportThatKnowsDjl {
    Device device() {
        return Device.cpu();
    }
}
