import AllianceNames
import AllianceNode
import ProductAuthentication
import Statements
import TransparencyLog

/// `product snapshot list|publish --format json`, version 1.
struct SnapshotsOutput: VersionedOutput {
    struct Snapshot: Encodable {
        let product: String
        let owner: String
        let channel: String?
        let items: UInt64
        let bytes: UInt64
        /// ISO 8601.
        let expires: String
        let expired: Bool
        let held: Bool
        /// SHA-256 in hexadecimal: `objects/<file>`.
        let file: String

        init(_ stated: StatedSnapshot, isHeld: Bool, isExpired: Bool) {
            product = stated.product.description
            owner = stated.owner.rawValue
            channel = stated.channel.rawValue
            items = stated.items
            bytes = stated.fileBytes
            expires = MomentText.print(stated.expiresAt)
            expired = isExpired
            held = isHeld
            file = stated.file.hex
        }

        init(_ published: PublishedSnapshot, owner: MemberID, isHeld: Bool) {
            product = published.product.key
            self.owner = owner.rawValue
            channel = nil
            items = published.items
            bytes = published.fileBytes
            expires = MomentText.print(published.expiresAt)
            expired = false
            held = isHeld
            file = published.file.hex
        }
    }

    let version = 1
    let snapshots: [Snapshot]

    func write(format: OutputFormat) throws {
        switch format {
        case .json: try Output.write(json: self)
        case .table:
            var table = Table(["product", "owner", "items", "bytes", "expires", "held", "file"])
            for snapshot in snapshots {
                table.append([
                    snapshot.product, snapshot.owner, "\(snapshot.items)", "\(snapshot.bytes)",
                    snapshot.expires + (snapshot.expired ? " (over)" : ""),
                    snapshot.held ? "yes" : "no", String(snapshot.file.prefix(16)),
                ])
            }
            if !table.isEmpty { Output.write(table.text) }
        }
    }
}
