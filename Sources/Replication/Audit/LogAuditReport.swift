package import AllianceNames
package import TransparencyLog

/// What an audit of one log found.
package struct LogAuditReport: Equatable, Sendable {
    /// Findings kept; more are only counted.
    package static let findingsMax = 100

    package enum Finding: Hashable, Sendable {
        case bundleMissing(BundleCoordinate)
        case bundleMalformed(BundleCoordinate, reason: String)
        case payloadsMissing(BundleCoordinate)
        case payloadsMalformed(BundleCoordinate, reason: String)
        case entryMalformed(EntryIndex, reason: String)
        /// Salt and payload are not those that the entry commits to.
        case commitDiffers(EntryIndex)
        /// A payload beside an entry that carries its own body.
        case payloadUnexpected(EntryIndex)
        /// A payload is absent that no certificate erases.
        case payloadMissing(EntryIndex)
        case tileMissing(TileCoordinate)
        case tileDiffers(TileCoordinate)
        /// The right edge that the store appends to is not that of its entries.
        case edgeDiffers(stored: Digest, computed: Digest)
        /// The log key's signature under a believed checkpoint does not hold.
        case checkpointUnsigned(size: TreeSize, reason: String)
        case rootDiffers(size: TreeSize, signed: Digest, computed: Digest)
        /// No roster names a key for this log, so its signatures were not checked.
        case keyUnknown
    }

    package let origin: LogOrigin
    package let size: TreeSize
    package let root: Digest
    package internal(set) var payloadsHeld: UInt64 = 0
    /// Payloads that certificates erase.
    package internal(set) var payloadsAbsent: UInt64 = 0
    package internal(set) var checkpoints = 0
    /// The first `findingsMax`, in the order of the log.
    package private(set) var findings: [Finding] = []
    package private(set) var findingCount: UInt64 = 0

    package var isSound: Bool { findingCount == 0 }

    init(origin: LogOrigin, size: TreeSize, root: Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    mutating func found(_ more: [Finding]) {
        findingCount += UInt64(more.count)
        findings += more.prefix(Self.findingsMax - findings.count)
    }
}

extension LogAuditReport.Finding: CustomStringConvertible {
    package var description: String {
        switch self {
        case .bundleMissing(let bundle): "\(bundle) is missing"
        case .bundleMalformed(let bundle, let reason): "\(bundle) cannot be read: \(reason)"
        case .payloadsMissing(let bundle): "payload/\(bundle.number) is missing"
        case .payloadsMalformed(let bundle, let reason):
            "payload/\(bundle.number) cannot be read: \(reason)"
        case .entryMalformed(let index, let reason): "entry \(index) cannot be read: \(reason)"
        case .commitDiffers(let index): "the payload of entry \(index) is not the one it commits to"
        case .payloadUnexpected(let index): "entry \(index) carries its own body and a payload"
        case .payloadMissing(let index):
            "the payload of entry \(index) is missing, and no certificate erases it"
        case .tileMissing(let tile): "\(tile) is missing"
        case .tileDiffers(let tile): "\(tile) is not that of the entries"
        case .edgeDiffers(let stored, let computed):
            "the stored edge has root \(stored), but the entries have \(computed)"
        case .checkpointUnsigned(let size, let reason):
            "the checkpoint at size \(size) does not verify: \(reason)"
        case .rootDiffers(let size, let signed, let computed):
            "the checkpoint at size \(size) signs root \(signed), but the entries have \(computed)"
        case .keyUnknown: "no roster names this log's key, so no signature was checked"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .bundleMissing: "bundle-missing"
        case .bundleMalformed: "bundle-malformed"
        case .payloadsMissing: "payloads-missing"
        case .payloadsMalformed: "payloads-malformed"
        case .entryMalformed: "entry-malformed"
        case .commitDiffers: "commit-differs"
        case .payloadUnexpected: "payload-unexpected"
        case .payloadMissing: "payload-missing"
        case .tileMissing: "tile-missing"
        case .tileDiffers: "tile-differs"
        case .edgeDiffers: "edge-differs"
        case .checkpointUnsigned: "checkpoint-unsigned"
        case .rootDiffers: "root-differs"
        case .keyUnknown: "key-unknown"
        }
    }
}
