/// The scans of the owner's items, bounded for each by `ScanWindow`. Like the registry it never leaves
/// the owner's node.
///
/// Calls block; callers keep them off the cooperative pool, and record in batches, since each call is
/// one durable write. Every implementation passes the suite `ScanHistoryConformance`.
package protocol ScanHistory: Sendable {
    /// Adds scans, of any items and in any order of time. All or nothing, and durable on return.
    /// A scan that is held already changes nothing; one that was dropped since is counted again.
    func record(_ scans: [Scan]) throws

    /// Takes back scans that never were, as their author says: they count no more. All or nothing, and
    /// durable on return. One that is not held changes nothing.
    func withdraw(_ scans: [Scan]) throws

    /// What is kept of one item, in the order of `Scan.precedes`. None for an item never scanned.
    func scans(of product: ProductKey, serial: String) throws -> [Scan]

    /// How many scans of the item were recorded, kept or not.
    func recordedCount(of product: ProductKey, serial: String) throws -> UInt64

    /// The owner has looked into what people scanned of an item and found it in order. Durable on return; one that
    /// is older than one said before changes nothing.
    func clear(_ product: ProductKey, serial: String, _ clearance: ScanClearance) throws

    /// The newest.
    func clearance(of product: ProductKey, serial: String) throws -> ScanClearance?

    /// Drops what people scanned before a time, in milliseconds since 1970: pseudonyms and positions
    /// are personal data, and kept only as long as the owner's rules allow. What the trade read stays,
    /// and so do the counts.
    func forgetPeople(before: UInt64) throws
}
