package org.lungburden.api.archviolations;

import org.apache.hc.client5.http.classic.methods.HttpGet;

class KnowsTheHttpClient {
    HttpGet get() {
        return new HttpGet("https://a.example/");
    }
}
