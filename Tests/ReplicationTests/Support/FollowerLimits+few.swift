import Replication

extension FollowerLimits {
    /// So that a log of some thousand entries is stored in several steps.
    static var ofFewBundles: FollowerLimits {
        var limits = FollowerLimits()
        limits.windowBundlesMax = 4
        limits.storeBundlesMin = 2
        return limits
    }
}
