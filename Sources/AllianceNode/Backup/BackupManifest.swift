package import AllianceNames
package import Foundation
package import Replication
package import Roster
import TransparencyLog

/// `backup.json`: what a backup holds, file by file. It is written last, and a folder without it is no
/// backup.
package struct BackupManifest: Codable, Equatable, Sendable {
    package static let fileName = "backup.json"
    /// 1 has no files of evidence, and is written where there are none.
    package static let versions: ClosedRange<Int> = 1...2
    /// Largest manifest, in bytes.
    package static let bytesMax = 16 * 1024 * 1024
    /// Files of one backup, at most.
    package static let filesMax = 20_000

    package struct File: Codable, Equatable, Sendable {
        /// Below the backup's folder, as below the node's.
        package let path: String
        package let bytes: UInt64
        package let sha256: String
    }

    package struct OwnLog: Codable, Equatable, Sendable {
        package let origin: String
        package let size: UInt64
        package let rootHash: String
        /// The newest checkpoint, as this member's log key signed it; nil where nothing was signed yet.
        package let checkpoint: String?
    }

    /// The files that complaints rest on, which are in `evidence.list` one by one.
    package struct Evidence: Codable, Equatable, Sendable {
        /// Names of damaged files that are told, at most.
        package static let damagedToldMax = 20

        package let files: Int
        package let bytes: UInt64
        /// Files that statements name and that were damaged, so are not in it.
        package let damaged: Int
        /// The first of them.
        package let damagedFiles: [String]
    }

    package let version: Int
    package let alliance: String
    package let member: String
    /// The newest epoch that this folder has a log key of.
    package let epoch: String
    package let createdAt: String
    package let registerVersion: UInt64
    /// Whether log, answer and TLS keys are in it, and what reaches a proxy.
    package let withKeys: Bool
    package let logs: Int
    package let entries: UInt64
    package let ownLogs: [OwnLog]
    package let files: [File]
    /// Nil where no files of evidence are in it.
    package let evidence: Evidence?
    /// The standby to which the folder had handed over signing before the backup was begun; nil where it had not.
    package let handedOverTo: String?

    /// - Throws: `BackupError.malformed`.
    package init(parsing data: Data, at path: String) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: data)
        } catch {
            throw BackupError.malformed(path: path, problem: "it is not a manifest in JSON")
        }
        guard Self.versions.contains(version) else {
            throw BackupError.malformed(
                path: path,
                problem:
                    "it has version \(version), this touchstone reads up to \(Self.versions.upperBound)"
            )
        }
        guard files.count <= Self.filesMax else {
            throw BackupError.malformed(
                path: path, problem: "it names \(files.count) files, over \(Self.filesMax)")
        }
        var seen: Set<String> = []
        for file in files {
            guard Self.isPath(file.path), seen.insert(file.path).inserted,
                Digest(hex: file.sha256) != nil
            else {
                throw BackupError.malformed(
                    path: path, problem: "it names '\(file.path.prefix(80))', which no backup holds"
                )
            }
        }
        let hasList = files.contains { $0.path == EvidenceList.fileName }
        guard hasList == (evidence != nil), hasList == (version > 1),
            evidence.map(Self.isPossible) ?? true
        else {
            throw BackupError.malformed(
                path: path, problem: "what it says of files of evidence cannot be")
        }
        guard (try? AllianceID(parsing: alliance)) != nil,
            (try? MemberID(parsing: member)) != nil, (try? Epoch(parsing: epoch)) != nil,
            (try? UTCTimestamp(parsing: createdAt)) != nil,
            handedOverTo.map({ FenceID(parsing: $0) != nil }) ?? true
        else { throw BackupError.malformed(path: path, problem: "its names are no names") }
    }

    package init(
        alliance: AllianceID, member: MemberID, epoch: Epoch, createdAt: UTCTimestamp,
        registerVersion: UInt64, withKeys: Bool, logs: Int, entries: UInt64, ownLogs: [OwnLog],
        files: [File], evidence: Evidence? = nil, handedOverTo: FenceID? = nil
    ) {
        version = evidence == nil ? Self.versions.lowerBound : Self.versions.upperBound
        self.alliance = alliance.rawValue
        self.member = member.rawValue
        self.epoch = epoch.description
        self.createdAt = createdAt.description
        self.registerVersion = registerVersion
        self.withKeys = withKeys
        self.logs = logs
        self.entries = entries
        self.ownLogs = ownLogs
        self.files = files
        self.evidence = evidence
        self.handedOverTo = handedOverTo?.description
    }

    package func printed() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }

    private static func isPossible(_ evidence: Evidence) -> Bool {
        (0...EvidenceList.filesMax).contains(evidence.files) && evidence.damaged >= 0
            && evidence.damagedFiles.count == min(evidence.damaged, Evidence.damagedToldMax)
            && evidence.damagedFiles.allSatisfy { Digest(hex: $0) != nil }
    }

    /// Only what a backup is made of: a path from outside never leads anywhere else.
    private static func isPath(_ path: String) -> Bool {
        if BackupContents.databases.contains(path) || BackupContents.settings.contains(path)
            || path == BackupContents.proxy || path == EvidenceList.fileName
        {
            return true
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let name = parts.last, !name.hasPrefix("."),
            (1...200).contains(name.utf8.count),
            name.utf8.allSatisfy({
                $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            })
        else { return false }
        return parts[0] == "peers"
            || parts[0] == "certs"
                && (BackupContents.isPublicCredential(String(name))
                    || BackupContents.isKey(String(name)))
    }
}

/// Which files of a node's folder a backup takes.
package enum BackupContents {
    package static let record = "log.sqlite"
    /// Databases; not `view.sqlite`, which is folded again from the record.
    package static let databases = [
        record, "registry.sqlite", "scans.sqlite", "scan-events.sqlite", "questions.sqlite", access,
        audit, "casework.sqlite", "notices.sqlite", complaints, orders, accounts,
    ]
    /// Made of the record, but for what this node made of complaints itself and which deadlines have fired.
    package static let complaints = "complaints.sqlite"
    package static let orders = "orders.sqlite"
    /// Who looked at what. Its key stays: the folder that is made of a backup begins an audit log of its
    /// own, beside what it has of this one.
    package static let audit = "audit.sqlite"
    /// Who may sign in. Persons only: a session, link or token that is ended after the backup would come
    /// to life again with it.
    package static let access = "access.sqlite"
    /// Accounts only, for the same reason: no session, link or code of theirs.
    package static let accounts = "accounts.sqlite"
    /// Databases that can be put back alone: nothing counts on them that was signed, ordered or is to stay erased.
    package static let single = [
        "registry.sqlite", "scans.sqlite", "scan-events.sqlite", "questions.sqlite", access,
        "casework.sqlite", "notices.sqlite", accounts,
    ]
    package static let settings = [
        "touchstone.conf", "links.csv", "own.csv", "verification.json", "sign-in.json",
        "marketplaces.json", "question-budget",
    ]

    /// May hold a password, and so goes with the keys.
    package static let proxy = "proxy"

    package static func isPublicCredential(_ name: String) -> Bool {
        ["alliance-ca.pem", "authority.vkey", "tls.pem", "sign-in-ca.pem", "webhook-ca.pem"]
            .contains(name) || name.hasSuffix("-ca.pem")
    }

    /// Keys that another folder of the member may use. Never the cosigner's, since a backup does not know
    /// what it has cosigned; never the authority's or the CA's; and never the fence.
    package static func isKey(_ name: String) -> Bool {
        name == "log.key" || name == "answer.key" || name == "tls.key"
            || name.hasSuffix(".secret") || name == "complaint.key"
            || ["log-", "answer-", "tls-"].contains { name.hasPrefix($0) } && name.hasSuffix(".key")
    }
}
