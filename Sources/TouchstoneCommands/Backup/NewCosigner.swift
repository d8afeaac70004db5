import AllianceNode
import Credentials
import Roster

/// What a folder that got another cosigner key asks for.
enum NewCosigner {
    static func sentence(_ node: OpenedNode) -> String {
        let counts = node.roster.has(node.member, role: .witness) ? " with --witness" : ""
        return
            "Its cosigner key is new: send \(node.home.peers.descriptor(node.member)) to the authority of \(node.alliance), to be admitted again\(counts)."
    }
}
