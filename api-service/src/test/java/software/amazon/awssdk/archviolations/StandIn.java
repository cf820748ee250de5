package software.amazon.awssdk.archviolations;

/** Stands in for a class of the AWS SDK, which this module does not even have at hand. */
public final class StandIn {
    private StandIn() {}

    public static void call() {
        // Only the dependency matters.
    }
}
