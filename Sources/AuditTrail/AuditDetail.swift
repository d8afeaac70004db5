/// A name of what a record is about. The raw value stands in records that were written years ago, and never changes.
/// Whatever writes a record names its details by these, so that each language has a word for all of them; a record that
/// a later version wrote may have others.
package enum AuditDetail: String, CaseIterable, Sendable {
    case account, address, author, by, capture, captures, `case`, cases, certificate
    case channel, channels, checked, collection, command, complaint, complaints
    case contactTo = "contact-to"
    case days, did, document, draft
    case entries, entrusted, entry, erased, failed, feed, figures, file, filed, filters, followed
    case `for`, form, from, held, identifier, image, inquiry, item, kept, kind, late, list
    case listings, log, mail, measure, member, members, message, minutes, more, notices
    case object, objects, operation, order, person, places, posted, proposal, proposed
    case query, read, reason, reasons, refused, reported, revision, right, roles
    case row, rows, said, search, seller, sha256, side, stage, status, taken, through
    case to, token, topic, unfollowed, values, verdict, warn, webhook
    case webhookRemoved = "webhook removed"
    case webhookTurnedOn = "webhook turned on"
    case what, withdrawn

    /// In the first record of an audit log: the log before it, and how many records and which root that had.
    case after, size, root
    /// The number under which an export waited that is released, or goes now.
    case hold
    /// Of all details, where some had to be cut (`AuditRecord.readBack`).
    case cutDigest
    /// In records of earlier versions.
    case of, removed
}
