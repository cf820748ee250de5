package org.lungburden.api.agreement;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Corrected outlines beside automatic ones. */
@Configuration(proxyBeanMethods = false)
@Import({AgreementController.class, FindAgreement.class})
public class AgreementConfiguration {}
