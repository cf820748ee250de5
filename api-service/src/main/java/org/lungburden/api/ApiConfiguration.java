package org.lungburden.api;

import org.lungburden.api.access.AccessConfiguration;
import org.lungburden.api.agreement.AgreementConfiguration;
import org.lungburden.api.audit.AuditConfiguration;
import org.lungburden.api.background.BackgroundConfiguration;
import org.lungburden.api.batches.BatchesConfiguration;
import org.lungburden.api.bundles.BundlesConfiguration;
import org.lungburden.api.contract.ContractConfiguration;
import org.lungburden.api.door.DoorConfiguration;
import org.lungburden.api.events.EventsConfiguration;
import org.lungburden.api.jobs.JobsConfiguration;
import org.lungburden.api.limits.LimitsConfiguration;
import org.lungburden.api.model.ModelConfiguration;
import org.lungburden.api.page.PageConfiguration;
import org.lungburden.api.problem.ProblemConfiguration;
import org.lungburden.api.request.RequestConfiguration;
import org.lungburden.api.results.ResultsConfiguration;
import org.lungburden.api.revisions.RevisionsConfiguration;
import org.lungburden.api.subjects.SubjectsConfiguration;
import org.lungburden.api.upload.UploadConfiguration;
import org.lungburden.api.watch.WatchConfiguration;
import org.lungburden.api.webhook.WebhookConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The whole API. A main imports this configuration together with {@code SharedModelConfiguration}, and sets
 * {@link ApiDefaults}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    AccessConfiguration.class,
    AgreementConfiguration.class,
    AuditConfiguration.class,
    ContractConfiguration.class,
    DoorConfiguration.class,
    RequestConfiguration.class,
    ProblemConfiguration.class,
    UploadConfiguration.class,
    WatchConfiguration.class,
    WebhookConfiguration.class,
    JobsConfiguration.class,
    BatchesConfiguration.class,
    SubjectsConfiguration.class,
    BundlesConfiguration.class,
    EventsConfiguration.class,
    LimitsConfiguration.class,
    ResultsConfiguration.class,
    RevisionsConfiguration.class,
    ModelConfiguration.class,
    PageConfiguration.class,
    BackgroundConfiguration.class,
    LoggedRequests.class,
    ResponseHeaders.class
})
public class ApiConfiguration {}
