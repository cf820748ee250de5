package org.lungburden.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.geometry.HuHistogram;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Volume;
import org.lungburden.postprocess.Sides;
import org.lungburden.preprocess.Padding;
import org.lungburden.quality.AeratedTissue;
import org.lungburden.quality.ContrastCheck;
import org.lungburden.quality.Coverage;
import org.lungburden.quality.EvaluatedRange;
import org.lungburden.quality.Finding;
import org.lungburden.quality.HounsfieldCheck;
import org.lungburden.quality.LungGap;
import org.lungburden.quality.LungQuality;
import org.lungburden.quality.Lungs;
import org.lungburden.quality.MotionCheck;
import org.lungburden.quality.OrientationCheck;
import org.lungburden.quality.Plausibility;
import org.lungburden.quality.ScanGeometry;
import org.lungburden.quality.ScanQuality;
import org.lungburden.quality.SliceJump;
import org.lungburden.study.QualityFlag;
import org.lungburden.study.Study;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the checks of {@code quality} to a study of any format: a refusal becomes a fault, every other finding a flag. */
final class QualityChecks {
    private static final Logger LOG = LoggerFactory.getLogger(QualityChecks.class);

    private QualityChecks() {}

    /**
     * Before the network runs.
     *
     * @param canonical the study's scan in the canonical orientation
     * @param padding what was replaced in it
     * @throws CodedException {@code NOT_HOUNSFIELD}, {@code NOT_A_CHEST_CT}, {@code MISSING_SLICES}
     */
    static List<QualityFlag> ofScan(Study study, Volume canonical, Padding.Replaced padding) {
        List<Finding> findings = new ArrayList<>();
        refuseOrAdd(findings, HounsfieldCheck.of(padding.histogram(), padding.voxels()));
        refuseOrAdd(findings, SliceJump.of(canonical));
        refuseOrAdd(findings, ScanGeometry.fieldOfView(canonical));
        refuseOrAdd(findings, ScanGeometry.sliceDistance(canonical, study.sliceThicknessMm()));
        refuseOrAdd(findings, ScanGeometry.oblique(canonical));
        refuseOrAdd(findings, ScanQuality.padding(padding.voxelsOfHu(), canonical));
        refuseOrAdd(findings, ScanQuality.thickSlices(canonical, study.sliceThicknessMm()));
        refuseOrAdd(findings, ScanQuality.noise(canonical));
        return flags(findings);
    }

    /**
     * Before the network runs, for networks that find lungs.
     *
     * @throws CodedException {@code NO_LUNG_FOUND} where no network could find any
     */
    static void ofAeration(Volume canonical, HuHistogram histogram) {
        refuseOrAdd(new ArrayList<>(), AeratedTissue.of(canonical, histogram));
    }

    /**
     * Before anything is published.
     *
     * @param labels after cleanup
     * @param evaluated the scans that the network was measured on
     * @throws CodedException {@code NO_LUNG_FOUND}, {@code NOT_A_CHEST_CT}
     */
    static List<QualityFlag> ofLungs(
            Study study,
            Volume canonical,
            HuHistogram histogram,
            LabelVolume labels,
            Sides sides,
            EvaluatedRange evaluated) {
        Lungs lungs = Lungs.of(labels, canonical);
        List<Finding> findings = new ArrayList<>();
        Optional<Finding> axes = OrientationCheck.ofAxes(canonical);
        refuseOrAdd(
                findings,
                Plausibility.of(lungs, histogram)
                        .map(refusal -> axes.map(refusal::withCause).orElse(refusal)));
        refuseOrAdd(findings, axes.isPresent() ? axes : OrientationCheck.ofLungs(lungs, labels, canonical));
        refuseOrAdd(findings, Coverage.of(lungs, labels, canonical));
        refuseOrAdd(findings, ScanGeometry.flatLung(lungs, canonical));
        if (!sides.certain()) {
            findings.add(LungQuality.sideUncertain());
        }
        findings.addAll(LungQuality.of(lungs));
        refuseOrAdd(findings, LungGap.of(lungs, canonical).or(() -> MotionCheck.of(lungs, canonical)));
        refuseOrAdd(findings, evaluated.judge(canonical, study.sliceThicknessMm(), lungs));
        refuseOrAdd(findings, ContrastCheck.of(sides.voxels(), canonical, histogram, study.contrastEnhanced()));
        return flags(findings);
    }

    /**
     * The flags of labels that a person drew. What would refuse the network's labels, such as a lung that is too small,
     * is the person's decision.
     */
    static List<QualityFlag> ofCorrected(Supplier<List<QualityFlag>> checks) {
        try {
            return checks.get();
        } catch (CodedException refusal) {
            LOG.info("Corrected labels would be refused if the network had drawn them: {}", refusal.code());
            return List.of();
        }
    }

    private static void refuseOrAdd(List<Finding> findings, Optional<Finding> found) {
        found.filter(finding -> finding.code().isRefusal()).ifPresent(finding -> {
            throw new CodedException(ErrorCode.valueOf(finding.code().name()), finding.message());
        });
        found.ifPresent(findings::add);
    }

    private static List<QualityFlag> flags(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new QualityFlag(finding.code().name(), finding.message(), finding.value()))
                .toList();
    }
}
