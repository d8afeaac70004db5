import AllianceNode
import Credentials

/// What a folder that got another cosigner key asks for.
enum NewCosigner {
    static func sentence(_ node: OpenedNode) -> String {
        "Its cosigner key is new: send \(node.home.peers.descriptor(node.member)) to the authority of \(node.alliance), to be admitted again."
    }
}
