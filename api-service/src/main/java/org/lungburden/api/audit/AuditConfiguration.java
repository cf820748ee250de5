package org.lungburden.api.audit;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The audit of callers. */
@Configuration(proxyBeanMethods = false)
@Import({AuditController.class, AuditTrail.class, ReadAudit.class})
public class AuditConfiguration {}
