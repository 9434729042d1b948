package dev.sluice.sandbox.permissions;

/** What an access control list belongs to; it need not exist here. */
public record SecuredObject(ObjectType type, String id) {
    public static SecuredObject cluster(String id) {
        return new SecuredObject(ObjectType.CLUSTERS, id);
    }

    public static SecuredObject job(long id) {
        return new SecuredObject(ObjectType.JOBS, Long.toString(id));
    }

    public static SecuredObject warehouse(String id) {
        return new SecuredObject(ObjectType.WAREHOUSES, id);
    }
}
