"""What runs gouji as a service: the only package that knows Celery, processes and the watching of folders."""
