/// How long a member may choose to keep the records of its audit log.
package enum AuditPeriod {
    /// What is held and released counts for two days.
    package static let daysMin = 7
    package static let daysMax = 36_500
}
