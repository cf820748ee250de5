package org.lungburden.api.subjects;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lists of subjects, and their timelines. */
@Configuration(proxyBeanMethods = false)
@Import({SubjectsController.class, FindSubjects.class})
public class SubjectsConfiguration {}
