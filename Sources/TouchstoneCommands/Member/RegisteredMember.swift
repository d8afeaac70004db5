import AllianceNames
import AllianceNode
import Credentials
import Roster
import SQLiteStore
import TransparencyLog

/// A member's folder and what the register in it says of the member: for commands that replace keys,
/// where a node cannot be opened before they are replaced.
struct RegisteredMember {
    let home: HomeFolder
    let alliance: AllianceID
    let member: Member
    let roster: VerifiedRoster

    /// - Throws: `NodeError.notAdmitted`, `.noRegister`; `CommandError` where the register does not
    ///   name the member or says that it has left.
    init(_ option: HomeOption) throws {
        home = HomeFolder(option.path)
        let certs = home.certs
        guard DurableFile.exists(certs.tlsCertificate) else {
            throw NodeError.notAdmitted(home.path)
        }
        let name = try certs.tlsIdentity().spiffeID
        let register = try RosterRegister.open(
            certs, home.peers, of: name.alliance, in: SQLiteLogStore(path: home.logDatabase),
            clock: .system)
        guard let roster = register.newest else { throw NodeError.noRegister(home.peers.roster) }
        guard let member = roster.member(name.member), member.isActive else {
            throw CommandError(
                "version \(roster.version) of the member register has no active member '\(name.member)': there is nothing to renew"
            )
        }
        alliance = name.alliance
        self.member = member
        self.roster = roster
    }

    /// The epoch that the folder signs in.
    ///
    /// - Throws: `CommandError` where it holds no log key; before a key is made that nobody would ask for.
    func epoch() throws -> Epoch {
        guard let epoch = try home.certs.newestEpoch() else {
            throw CommandError(
                "\(home.certs.path) holds no log key; begin an epoch with 'touchstone member new-epoch'"
            )
        }
        return epoch
    }

    /// Whether another key has to be made: where none is held, or the newest has been admitted. One that has not is as
    /// good as another.
    /// - Parameters:
    ///   - held: of one kind, the oldest first.
    ///   - admitted: of that kind, by the register.
    func needsAnother(behind held: [NoteSigner], _ admitted: [AdmittedKey]) -> Bool {
        guard let newest = held.last?.verifierKey else { return true }
        return admitted.contains { $0.key.publicKey == newest.publicKey }
    }

    /// What is done with a descriptor that was written here.
    var sending: String {
        "Send \(home.peers.descriptor(member.id)) to the authority of \(alliance), and read it the descriptor's fingerprint by telephone."
    }

    /// Writes the descriptor that asks the authority for what is held now, with `keys` in place of the
    /// keys before. An address or a name that was asked for and has not been admitted is asked for again, and told.
    /// - Parameter name: to ask for.
    func write(
        descriptorWith keys: MemberKeys, name: String? = nil
    ) throws -> MemberDescriptor {
        var descriptor = try keys.descriptor(renewing: member, in: alliance)
        if DurableFile.exists(home.peers.descriptor(member.id)) {
            let waiting = try home.peers.read(descriptor: member.id)
            if waiting.endpoint != member.endpoint {
                descriptor.endpoint = waiting.endpoint
                Output.remark(
                    "note: the descriptor also asks for the address that the one before asked for, \(waiting.endpoint?.description ?? "none"), where the register has \(member.endpoint?.description ?? "none"); 'touchstone member new-endpoint' asks for another"
                )
            }
            if name == nil, waiting.name != member.name {
                descriptor.name = waiting.name
                Output.remark(
                    "note: the descriptor also asks for the name that the one before asked for, \(Table.visible(waiting.name)), where the register has \(Table.visible(member.name)); 'touchstone member new-name' asks for another"
                )
            }
        }
        if let name { descriptor.name = name }
        // What the authority would refuse is refused here.
        descriptor = try MemberDescriptor(parsing: descriptor.description)
        try home.peers.write(descriptor)
        return descriptor
    }
}
