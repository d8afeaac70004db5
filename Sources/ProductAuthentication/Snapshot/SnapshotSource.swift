package import AllianceNames

/// The published sets of serial numbers that this node holds: asked when an owner is out of reach.
///
/// - Only what an owner of the product (now or formerly) published in a channel that this member reads,
///   and has not taken back, is given; of several the one published last.
/// - A set that is past its time is given as such (`HeldSnapshot.isExpired`), so that the reason can be
///   told, for as long as its statement stands.
/// - It never fails and never waits for the network: what is not here is nil.
package protocol SnapshotSource: Sendable {
    func newest(of product: ProductKey, by owner: MemberID) async -> HeldSnapshot?
}

/// For nodes that hold none.
package struct NoSnapshots: SnapshotSource {
    package init() {}

    package func newest(of product: ProductKey, by owner: MemberID) async -> HeldSnapshot? { nil }
}
