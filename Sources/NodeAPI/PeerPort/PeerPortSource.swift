package import AllianceNames
package import TransparencyLog

/// What the peer port serves from disk. Authorisation has happened before a call.
///
/// Calls block: they come on threads that are kept for that, several at a time, never on an event
/// loop. `nil` says that this node does not hold the thing (yet); an error is logged, and answered
/// with status 500 without its text.
package protocol PeerPortSource: Sendable {
    /// The signed note of one version of the roster.
    func rosterNote(version: UInt64) throws -> [UInt8]?
    /// A hash tile of exactly that width.
    func tile(_ tile: TileCoordinate, of origin: LogOrigin) throws -> [UInt8]?
    /// An entry bundle of exactly that width.
    func entries(_ bundle: BundleCoordinate, of origin: LogOrigin) throws -> [UInt8]?
    /// The payload bundle beside it, erased payloads as absent.
    func payloads(_ bundle: BundleCoordinate, of origin: LogOrigin) throws -> [UInt8]?
}
