package dev.microsandbox.camel.logs.bench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A line of exec.log, as a route without this component would have it: what Jackson fills. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class JsonLine {
    public String t;
    public String s;
    public String d;
    public Long id;
}
