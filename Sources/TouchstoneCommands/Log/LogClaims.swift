import AllianceNames
import AllianceNode
package import ArgumentParser
import Replication
import SQLiteStore
import TransparencyLog

package struct LogClaims: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "What others claim about this member's own logs; set a claim aside.",
        discussion: """
            A witness that cosigned more of a log than is held here, or something else, says that \
            somebody else signs with its key, or that this folder is an old backup. The log is not \
            signed on until the entries were pulled back, or you have found out that the claim is \
            wrong. Where a checkpoint with this member's own signature proves it, it cannot be set \
            aside: restore what was signed, or begin a new epoch. What is said of a log that the register \
            has ended is settled. Leaves with 1 while a claim stands.

            Example: touchstone log claims --set-aside ipacc.example/alliance/maison-verel/e1 --yes
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Option(help: "Sign in this log again, in spite of what is claimed.") var setAside: String?
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        if let setAside {
            try setClaimsAside(try LogOrigin(parsing: setAside), in: node)
            return
        }
        let claims = try node.logs.ownLogClaims().map {
            PeerStatusOutput.Claim($0, by: node.roster)
        }
        switch format.format {
        case .json: try Output.write(json: LogClaimsOutput(claims: claims))
        case .table:
            var table = Table(["log", "by", "says", "size", "at", "settled"])
            for claim in claims {
                table.append([
                    claim.origin, claim.member,
                    claim.kind == OwnLogClaim.Kind.ahead.rawValue
                        ? "more is signed" : "something else is signed",
                    "\(claim.size)", claim.at,
                    claim.setAside ? "set aside" : claim.logEnded ? "the log has ended" : "",
                ])
            }
            Output.write(table.isEmpty ? "Nobody contradicts this member's logs." : table.text)
        }
        if claims.contains(where: { !$0.setAside && !$0.logEnded }) { throw CommandExit.negative }
    }

    private func setClaimsAside(_ origin: LogOrigin, in node: OpenedNode) throws {
        if let proof = try OwnLogProof.size(of: origin, in: node.logs) {
            throw CommandError(
                "a checkpoint of size \(proof) with this member's own signature contradicts log \(origin); restore the database that was signed, pull the log back from peers, or begin a new epoch"
            )
        }
        guard yes else {
            Output.write(
                "Would sign in \(origin) again, in spite of the claims about it. Nothing was changed; add --yes."
            )
            return
        }
        try node.logs.setAside(claimsAbout: origin)
        Output.write("\(origin) may be signed again.")
    }
}

struct LogClaimsOutput: VersionedOutput {
    let version = 1
    let claims: [PeerStatusOutput.Claim]
}
