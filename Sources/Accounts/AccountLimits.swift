import Statements

/// What accounts may hold, and how much strangers may ask for.
package enum AccountLimits {
    package static let nameBytesMax = 200
    package static let reasonBytesMax = 1_000
    /// Of an account itself, or of one of its clients.
    package static let rightsMax = 100
    package static let clientsMax = 100
    /// Of a platform, together with those that are closed.
    package static let accountsMax = 20_000
    /// A document of an authorisation.
    package static let documentBytesMax = 2 << 20
    package static let documentsBytesMax = 4 << 30
    /// Of those, what all accounts together have for which no owner has answered yet: strangers leave room for the rest.
    package static let documentsUnverifiedBytesMax = 1 << 30
    /// Of an account that no owner has answered for yet.
    package static let documentsUnverifiedMax = 8
    /// Of any account, with those of clients that are gone.
    package static let documentsMax = 400
    /// What may be told of an account, newest first; earlier steps go.
    package static let stepsMax = 1_000

    // What strangers may ask for in 24 hours.
    package static let dayMilliseconds: UInt64 = 86_400_000
    package static let applicationsOfPlaceMax = 5
    package static let applicationsOfAddressMax = 3
    package static let applicationsMax = 500
    /// Links and codes that go out to one address.
    package static let mailsToAddressMax = 10
    package static let mailsMax = 5_000

    /// The last time that anything may name.
    static let timeMax = StatementLimits.timeMillisecondsMax
}
