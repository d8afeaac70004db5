import AllianceNode

struct BackupOutput: VersionedOutput {
    struct File: Encodable {
        let path: String
        let bytes: UInt64
        let sha256: String
    }
    struct OwnLog: Encodable {
        let origin: String
        let size: UInt64
        let rootHash: String
        let checkpoint: String?
    }

    struct Evidence: Encodable {
        let files: Int
        let bytes: UInt64
        /// Files that statements name and that were damaged, so are not in it.
        let damaged: Int
        /// The first of them.
        let damagedFiles: [String]
    }

    let version = 1
    let alliance: String
    let member: String
    let epoch: String
    let createdAt: String
    let registerVersion: UInt64
    let withKeys: Bool
    let logs: Int
    let entries: UInt64
    let ownLogs: [OwnLog]
    let files: [File]
    /// Files that complaints rest on; absent where none were taken.
    let evidence: Evidence?

    init(_ manifest: BackupManifest) {
        alliance = manifest.alliance
        member = manifest.member
        epoch = manifest.epoch
        createdAt = manifest.createdAt
        registerVersion = manifest.registerVersion
        withKeys = manifest.withKeys
        logs = manifest.logs
        entries = manifest.entries
        ownLogs = manifest.ownLogs.map {
            .init(
                origin: $0.origin, size: $0.size, rootHash: $0.rootHash,
                checkpoint: $0.checkpoint)
        }
        files = manifest.files.map {
            .init(path: $0.path, bytes: $0.bytes, sha256: $0.sha256)
        }
        evidence = manifest.evidence.map {
            .init(
                files: $0.files, bytes: $0.bytes, damaged: $0.damaged,
                damagedFiles: $0.damagedFiles)
        }
    }

    static func sentence(_ manifest: BackupManifest) -> String {
        "\(manifest.member) of \(manifest.alliance): \(Plural.text(manifest.logs, "log")) with \(Plural.text(manifest.entries, "entry", "entries")), \(Plural.text(manifest.files.count, "file")),\(evidence(manifest))"
    }

    private static func evidence(_ manifest: BackupManifest) -> String {
        manifest.evidence.map {
            " \(Plural.text($0.files, "file")) of complaints with \(Plural.text($0.bytes, "byte")),"
        } ?? ""
    }

    /// What was left out of it; nil for nothing.
    static func damaged(_ manifest: BackupManifest) -> String? {
        guard let evidence = manifest.evidence, evidence.damaged > 0 else { return nil }
        let more = evidence.damaged > evidence.damagedFiles.count ? " and others" : ""
        return
            "\(Plural.text(evidence.damaged, "file")) of complaints could not be read whole, so \(evidence.damaged == 1 ? "is" : "are") not in it; the node fetches what others have: \(evidence.damagedFiles.joined(separator: " "))\(more)"
    }
}
