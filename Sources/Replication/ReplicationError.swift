package import AllianceNames
package import TransparencyLog

/// Bytes from a peer that were not accepted. Each is laid at the door of the peer that sent them,
/// never of the log's author: nothing here is proven by the author's signature.
package enum ReplicationError: Error, Equatable, Sendable {
    /// A note that is no checkpoint, is of a log the roster does not name, or is not signed by its key.
    case checkpoint(detail: String)
    /// More entries than a log can have.
    case checkpointTooLarge(origin: LogOrigin, size: TreeSize, sizeMax: TreeSize)
    /// A checkpoint beyond the end that the roster gives the log, and of another history.
    case contradictsRoster(origin: LogOrigin, size: TreeSize)
    /// A roster that the authority did not make, or that does not follow on ours.
    case roster(detail: String)
    /// Evidence that does not hold.
    case evidence(detail: String)
    case tile(origin: LogOrigin, detail: String)
    /// Tiles that do not add up to the root that the checkpoint signs.
    case tilesNotInTree(origin: LogOrigin, size: TreeSize)
    case entries(origin: LogOrigin, bundle: BundleCoordinate, detail: String)
    /// Entries that are not the ones below the signed root.
    case entriesNotInTree(origin: LogOrigin, bundle: BundleCoordinate)
    case payloads(origin: LogOrigin, bundle: BundleCoordinate, detail: String)
    /// A payload that its entry does not commit to.
    case payloadDiffers(origin: LogOrigin, index: EntryIndex)
    /// No payload, and no certificate that erases it.
    case payloadWithheld(origin: LogOrigin, index: EntryIndex)
    /// A payload beside an entry of an open kind, which has none.
    case payloadUnexpected(origin: LogOrigin, index: EntryIndex)
}

extension ReplicationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .checkpoint(let detail):
            "a checkpoint is not believed: \(detail)"
        case .checkpointTooLarge(let origin, let size, let sizeMax):
            "checkpoint of log \(origin) claims \(size) entries, over the limit of \(sizeMax)"
        case .contradictsRoster(let origin, let size):
            "checkpoint of log \(origin) at size \(size) does not continue the history that the roster ends the log with"
        case .roster(let detail):
            "a roster is not accepted: \(detail)"
        case .evidence(let detail):
            "a piece of evidence is not accepted: \(detail)"
        case .tile(let origin, let detail):
            "a tile of log \(origin) is malformed: \(detail)"
        case .tilesNotInTree(let origin, let size):
            "tiles of log \(origin) do not give the root signed for size \(size)"
        case .entries(let origin, let bundle, let detail):
            "\(bundle) of log \(origin) is malformed: \(detail)"
        case .entriesNotInTree(let origin, let bundle):
            "\(bundle) of log \(origin) holds other entries than those below the signed root"
        case .payloads(let origin, let bundle, let detail):
            "the payloads beside \(bundle) of log \(origin) are malformed: \(detail)"
        case .payloadDiffers(let origin, let index):
            "the payload of entry \(index) of log \(origin) is not the one that the entry commits to"
        case .payloadWithheld(let origin, let index):
            "the payload of entry \(index) of log \(origin) is missing, and no certificate erases it"
        case .payloadUnexpected(let origin, let index):
            "entry \(index) of log \(origin) is of an open kind and came with a payload"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .checkpoint: "checkpoint-not-believed"
        case .checkpointTooLarge: "checkpoint-too-large"
        case .contradictsRoster: "checkpoint-contradicts-roster"
        case .roster: "roster-not-accepted"
        case .evidence: "evidence-not-accepted"
        case .tile: "tile-malformed"
        case .tilesNotInTree: "tiles-not-in-tree"
        case .entries: "entries-malformed"
        case .entriesNotInTree: "entries-not-in-tree"
        case .payloads: "payloads-malformed"
        case .payloadDiffers: "payload-differs"
        case .payloadWithheld: "payload-withheld"
        case .payloadUnexpected: "payload-unexpected"
        }
    }
}
