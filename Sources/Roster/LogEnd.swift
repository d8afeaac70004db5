package import AllianceNames
import JSON
package import TransparencyLog

/// How one member's log in one channel and epoch ended. Once in a roster, it stays as it is.
package struct LogEnd: Hashable, Sendable {
    package enum Until: Hashable, Sendable {
        /// As in a checkpoint that the authority holds.
        case checkpoint(size: TreeSize, root: Digest)
        /// No entry ever counted.
        case void

        package init(_ checkpoint: VerifiedCheckpoint) {
            self = .checkpoint(size: checkpoint.size, root: checkpoint.root)
        }
    }

    package let channel: ChannelID
    package let epoch: Epoch
    package let until: Until

    package init(channel: ChannelID, epoch: Epoch, until: Until) {
        self.channel = channel
        self.epoch = epoch
        self.until = until
    }

    var scope: LogScope {
        switch until {
        case .checkpoint(let size, let root): .until(size: size, root: root)
        case .void: .never
        }
    }

    init(reading object: inout JSONObject) throws(RosterError) {
        channel = try object.text("channel") { try ChannelID(parsing: $0) }
        epoch = try object.text("epoch") { try Epoch(parsing: $0) }
        let value = try object.value("until", expected: "'void', or a size and a root")
        if case .string("void") = value {
            until = .void
        } else {
            var end = try JSONObject(value, path: object.path(of: "until"))
            let size = try end.integer("size")
            let root = try end.text("root") { try RosterText.digest($0) }
            guard size <= treeSizeMax else {
                throw .field(
                    path: end.path(of: "size"), expected: "at most \(treeSizeMax)",
                    found: "\(size)")
            }
            until = .checkpoint(size: size, root: root)
            try end.finish()
        }
        try object.finish()
    }

    var json: JSONValue {
        let end: JSONValue =
            switch until {
            case .checkpoint(let size, let root):
                .object(["size": .integer(size), "root": .string(root.base64)])
            case .void: .string("void")
            }
        return .object([
            "channel": .string(channel.rawValue), "epoch": .string(epoch.description),
            "until": end,
        ])
    }
}
