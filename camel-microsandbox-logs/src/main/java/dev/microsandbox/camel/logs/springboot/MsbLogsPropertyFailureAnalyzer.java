package dev.microsandbox.camel.logs.springboot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in words, in place of a stack trace, why the application does not start. */
final class MsbLogsPropertyFailureAnalyzer extends AbstractFailureAnalyzer<MsbLogsPropertyException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MsbLogsPropertyException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), rootFailure);
    }
}
