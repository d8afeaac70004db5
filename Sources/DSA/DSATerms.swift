// The values that the DSA Transparency Database takes, as of its schema of 1 July 2025
// (digital-services-act/transparency-database, `app/Models/Statement.php`).

/// What was done to what is seen of the content.
package enum DSAVisibility: String, CaseIterable, Sendable {
    case removed = "DECISION_VISIBILITY_CONTENT_REMOVED"
    case disabled = "DECISION_VISIBILITY_CONTENT_DISABLED"
    case demoted = "DECISION_VISIBILITY_CONTENT_DEMOTED"
    case ageRestricted = "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED"
    case interactionRestricted = "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED"
    case labelled = "DECISION_VISIBILITY_CONTENT_LABELLED"
    case other = "DECISION_VISIBILITY_OTHER"
}

/// What was done to payments.
package enum DSAMonetary: String, CaseIterable, Sendable {
    case suspension = "DECISION_MONETARY_SUSPENSION"
    case termination = "DECISION_MONETARY_TERMINATION"
    case other = "DECISION_MONETARY_OTHER"
}

/// What was done to the service for the seller.
package enum DSAProvision: String, CaseIterable, Sendable {
    case partialSuspension = "DECISION_PROVISION_PARTIAL_SUSPENSION"
    case totalSuspension = "DECISION_PROVISION_TOTAL_SUSPENSION"
    case partialTermination = "DECISION_PROVISION_PARTIAL_TERMINATION"
    case totalTermination = "DECISION_PROVISION_TOTAL_TERMINATION"
}

/// What was done to the account.
package enum DSAAccount: String, CaseIterable, Sendable {
    case suspended = "DECISION_ACCOUNT_SUSPENDED"
    case terminated = "DECISION_ACCOUNT_TERMINATED"
}

/// Whose account it is.
package enum DSAAccountType: String, CaseIterable, Sendable {
    case business = "ACCOUNT_TYPE_BUSINESS"
    case `private` = "ACCOUNT_TYPE_PRIVATE"
}

/// On what the decision rests: law, or the platform's terms.
package enum DSAGround: String, CaseIterable, Sendable {
    case illegal = "DECISION_GROUND_ILLEGAL_CONTENT"
    case incompatible = "DECISION_GROUND_INCOMPATIBLE_CONTENT"
}

/// What the content is.
package enum DSAContentType: String, CaseIterable, Sendable {
    case app = "CONTENT_TYPE_APP"
    case audio = "CONTENT_TYPE_AUDIO"
    case image = "CONTENT_TYPE_IMAGE"
    case product = "CONTENT_TYPE_PRODUCT"
    case syntheticMedia = "CONTENT_TYPE_SYNTHETIC_MEDIA"
    case text = "CONTENT_TYPE_TEXT"
    case video = "CONTENT_TYPE_VIDEO"
    case other = "CONTENT_TYPE_OTHER"
}

/// Who brought it up.
package enum DSASource: String, CaseIterable, Sendable {
    case article16 = "SOURCE_ARTICLE_16"
    case trustedFlagger = "SOURCE_TRUSTED_FLAGGER"
    case otherNotification = "SOURCE_TYPE_OTHER_NOTIFICATION"
    case voluntary = "SOURCE_VOLUNTARY"
}

/// How far no person decided.
package enum DSAAutomation: String, CaseIterable, Sendable {
    case fully = "AUTOMATED_DECISION_FULLY"
    case partially = "AUTOMATED_DECISION_PARTIALLY"
    case not = "AUTOMATED_DECISION_NOT_AUTOMATED"
}

/// Countries of the European Economic Area: where a restriction can be stated to hold.
package enum DSATerritory {
    package static let countries: Set<String> = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
        "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
    ]
}

/// What the content was found to be.
package enum DSACategory {
    package static let intellectualProperty =
        "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"

    package static let all: Set<String> = Set(
        [
            "ANIMAL_WELFARE", "CONSUMER_INFORMATION", "CYBER_VIOLENCE",
            "CYBER_VIOLENCE_AGAINST_WOMEN", "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
            "ILLEGAL_OR_HARMFUL_SPEECH", "INTELLECTUAL_PROPERTY_INFRINGEMENTS",
            "NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS", "NOT_SPECIFIED_NOTICE",
            "OTHER_VIOLATION_TC", "PROTECTION_OF_MINORS", "RISK_FOR_PUBLIC_SECURITY",
            "SCAMS_AND_FRAUD", "SELF_HARM", "UNSAFE_AND_PROHIBITED_PRODUCTS", "VIOLENCE",
        ].map { "STATEMENT_CATEGORY_" + $0 })
}
