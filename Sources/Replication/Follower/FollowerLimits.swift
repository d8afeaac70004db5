/// How much a follower does at once, and how long it leaves a peer alone.
package struct FollowerLimits: Equatable, Sendable {
    /// A growth over at most so many bundles is proven by its root alone, without tiles.
    package var smallGrowthBundlesMax = 4
    /// Bundles asked for or waiting to be stored, at most.
    package var windowBundlesMax = 64
    /// Bundles that are worth a transaction of their own.
    package var storeBundlesMin = 32
    /// Room for entries and payloads of one bundle, in bytes. A bundle that needs more is fetched again,
    /// alone, with room for the largest there can be.
    package var usualBundleBytesMax = 512 * 1024
    /// After no answer.
    package var absence = Backoff(first: .milliseconds(500), limit: .seconds(60))
    /// After an answer that was wrong.
    package var distrust = Backoff(first: .seconds(5), limit: .seconds(600))
    /// After the store failed.
    package var store = Backoff(first: .milliseconds(500), limit: .seconds(30))

    package init() {}
}
