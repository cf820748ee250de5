package org.lungburden.api.model;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The model card. */
@Configuration(proxyBeanMethods = false)
@Import({ModelController.class, CurrentModel.class})
public class ModelConfiguration {}
