/// What a link in a mail lets in, once.
package enum AccountLink: Hashable, Sendable {
    /// How long it is good.
    package static let minutes: UInt64 = 15
    /// An application waits longer: whoever reads the mail may not be who wrote it.
    package static let applicationMinutes: UInt64 = 24 * 60

    case account(HostedAccount)
    /// An address that is proved when it is used.
    case application(AccountApplication)
}
