package import ArgumentParser
import Credentials
import Roster
import X509

package struct AllianceNewCA: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new-ca",
        abstract: "Have another certificate authority follow on the one that ends, or was lost.",
        discussion: """
            In three steps, so that no node is cut off. Without an option the next one is made, and trusted \
            beside the one before: every member needs the new certs/alliance-ca.pem then. With --issue it \
            certifies. With --drop, once every member has a certificate by it, the one before is trusted no \
            more. A stolen CA key alone lets nobody in: the member register says whose keys count.

            Example: touchstone alliance new-ca --home authority
            """)

    @OptionGroup package var home: HomeOption
    @Flag(help: "The next one certifies from now on.") var issue = false
    @Flag(help: "Trust the one that certifies now, and no other.") var drop = false
    @Flag(help: "Do it; without this, --issue and --drop only say what would be done.")
    var yes = false

    package init() {}

    package func validate() throws {
        guard !(issue && drop) else { throw ValidationError("--issue comes first, then --drop") }
    }

    package func run() throws {
        let folder = try AuthorityFolder(home)
        let certs = folder.home.certs
        let everybody =
            "Every member, and every other holder of an authority key, puts \(certs.allianceCA) into its certs/ in the place of the one before, and reloads its node ('systemctl reload touchstone')."
        if issue {
            guard DurableFile.exists(certs.nextCAKey) else {
                throw CommandError(
                    "\(certs.nextCAKey) is not there: 'touchstone alliance new-ca' makes the next one"
                )
            }
            guard yes else {
                Output.write(
                    "Nothing was done. Members that do not have \(certs.allianceCA) as it is now refuse whom the next one certifies. Say --yes to have it certify."
                )
                return
            }
            let next = try certs.takeUpNextCA()
            Output.write(
                """
                Members are certified by the CA that is valid until \(next.notAfter) from now on.
                Nodes that renew certificates need \(certs.caKey) (mode 0600), and to be started again: until then they go on certifying by the one before.
                Members get one by it when theirs is renewed, in nine months at most, or when they are admitted again; 'touchstone validate' says who has none yet. Once all have: 'touchstone alliance new-ca --drop --home \(folder.home.path)'.
                """)
        } else if drop {
            guard !DurableFile.exists(certs.nextCAKey) else {
                throw CommandError(
                    "\(certs.nextCAKey) is there: the next CA certifies nobody yet, and would go with those before; --issue comes first"
                )
            }
            guard try !certs.otherCAs().isEmpty else {
                Output.write(
                    "The CA that certifies is the only one that is trusted; nothing was done.")
                return
            }
            guard yes else {
                Output.write(
                    "Nothing was done. A member whose certificate is by one before is cut off, and a node that still has the key of one before renews nobody's any more: replace it there first. Say --yes to trust none but the CA that certifies."
                )
                return
            }
            let dropped = try certs.dropFormerCAs()
            Output.write("Trusts \(Plural.text(dropped.count, "CA")) no more. \(everybody)")
        } else {
            let next = try certs.createNextCA(
                for: folder.roster.alliance, at: AuthorityFolder.now)
            Output.write(
                """
                Made a CA that is valid until \(next.notAfter), trusted beside the one before; it certifies nobody yet.
                \(everybody) Who is admitted gets both.
                Once all have it: 'touchstone alliance new-ca --issue --home \(folder.home.path)'.
                """)
        }
    }
}
