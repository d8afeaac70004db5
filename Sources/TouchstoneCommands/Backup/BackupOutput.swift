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
    }

    static func sentence(_ manifest: BackupManifest) -> String {
        "\(manifest.member) of \(manifest.alliance): \(Plural.text(UInt64(manifest.logs), "log", "logs")) with \(Plural.text(manifest.entries, "entry", "entries")), \(Plural.text(UInt64(manifest.files.count), "file", "files")),"
    }
}
