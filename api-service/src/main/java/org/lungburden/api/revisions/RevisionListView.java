package org.lungburden.api.revisions;

import java.util.List;

/** The revisions of a job, the automatic one first. */
record RevisionListView(List<RevisionView> items) {}
