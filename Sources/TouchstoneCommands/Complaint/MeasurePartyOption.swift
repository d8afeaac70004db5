import AllianceNode
package import ArgumentParser
import Complaints
import NodeAPI

/// Whom a measure is against, or who is looked up.
package struct MeasurePartyOption: ParsableArguments {
    @Option(help: "A member that complains from its own node.") package var member: String?
    @Option(help: "An account at this platform.") package var account: String?
    @Option(help: "A seller, as marketplace:account.") package var seller: String?

    package init() {}

    var isNamed: Bool { member != nil || account != nil || seller != nil }

    /// - Throws: where not one of them is named.
    func party(at node: HomeOption) throws -> LadderParty {
        let own = try node.open().member
        guard
            let party = MeasureParty.read(
                member: member, account: account, seller: seller, at: own)
        else {
            throw ValidationError(
                "name one of --member, --account and --seller; a seller is marketplace:account")
        }
        return party
    }
}
